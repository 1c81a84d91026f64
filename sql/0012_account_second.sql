-- The second factor: a code of the person's telephone (RFC 6238), who must have one and from
-- where, and when he last proved who he is.  All moments are the real clock (decision 7).

ALTER TABLE user
  ADD COLUMN second_at DATETIME COMMENT 'since when a code is asked for; NULL: it is not';

ALTER TABLE session
  ADD COLUMN proved_at DATETIME COMMENT 'password, and code where he has one, given last',
  ADD COLUMN second_at DATETIME COMMENT 'a code was given in this session';

-- Roles as a list with commas; networks as CIDR, a blank between; the longest that holds an
-- address decides, an exempt one where both are as long.
ALTER TABLE instance
  ADD COLUMN second_roles    VARCHAR(60)   CHARACTER SET ascii NOT NULL DEFAULT '',
  ADD COLUMN second_required VARCHAR(1000) CHARACTER SET ascii NOT NULL DEFAULT '',
  ADD COLUMN second_exempt   VARCHAR(1000) CHARACTER SET ascii NOT NULL DEFAULT '';

-- While user.second_at is NULL it is only offered.
CREATE TABLE second_factor (
  user_id       BIGINT        NOT NULL,
  secret_sealed VARBINARY(120) NOT NULL COMMENT 'base32',
  step_count    BIGINT        NOT NULL DEFAULT 0 COMMENT 'last 30 s step whose code was taken: none up to it is taken again',
  request_no    VARCHAR(40)   CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'which took it, for a COMMIT that is repeated',
  created_at    DATETIME      NOT NULL,
  PRIMARY KEY (user_id),
  FOREIGN KEY (user_id) REFERENCES user (id)
);

-- For who has lost his telephone; 80 random bits each, so a plain hash does.
CREATE TABLE recovery_code (
  code_hash  BINARY(32)  NOT NULL COMMENT 'SHA-256 of user id and code',
  user_id    BIGINT      NOT NULL,
  used_at    DATETIME,
  request_no VARCHAR(40) CHARACTER SET ascii NOT NULL DEFAULT '',
  PRIMARY KEY (code_hash),
  KEY recovery_code_user_id (user_id),
  FOREIGN KEY (user_id) REFERENCES user (id)
);

ALTER TABLE issued_secret
  MODIFY noun VARCHAR(8) CHARACTER SET ascii NOT NULL CHECK (noun IN ('user', 'token', 'recovery')),
  MODIFY secret_sealed VARBINARY(400) NOT NULL;
