-- People, what their role may do, and how the server knows them.

CREATE TABLE role (
  code  CHAR(2)     CHARACTER SET ascii NOT NULL,
  level TINYINT     NOT NULL COMMENT 'order in lists',
  staff TINYINT     NOT NULL COMMENT '1: developer staff, may approve finally (domain.md S4)',
  PRIMARY KEY (code)
);

-- domain.md 3 as data: what is not here nobody may.
CREATE TABLE role_right (
  role       CHAR(2)     CHARACTER SET ascii NOT NULL,
  right_name VARCHAR(40) CHARACTER SET ascii NOT NULL,
  PRIMARY KEY (role, right_name),
  FOREIGN KEY (role) REFERENCES role (code)
);

CREATE TABLE user (
  id              BIGINT       NOT NULL AUTO_INCREMENT,
  login           VARCHAR(40)  CHARACTER SET ascii NOT NULL,
  name            VARCHAR(40)  NOT NULL,
  role            CHAR(2)      CHARACTER SET ascii NOT NULL,
  employer        VARCHAR(10)  CHARACTER SET ascii NOT NULL DEFAULT 'developer'
                  CHECK (employer IN ('developer', 'agency')),
  password_hash   VARCHAR(128) CHARACTER SET ascii NOT NULL COMMENT 'argon2id, libsodium',
  must_change     TINYINT      NOT NULL DEFAULT 1,
  state           VARCHAR(10)  CHARACTER SET ascii NOT NULL DEFAULT 'active'
                  CHECK (state IN ('active', 'disabled')),
  locked_until_at DATETIME     COMMENT 'real clock',
  language        VARCHAR(5)   CHARACTER SET ascii NOT NULL DEFAULT 'zh' CHECK (language IN ('zh', 'en')),
  theme           VARCHAR(8)   CHARACTER SET ascii NOT NULL DEFAULT 'light' CHECK (theme IN ('light', 'dark')),
  version_count   BIGINT       NOT NULL DEFAULT 0 COMMENT 'optimistic check',
  PRIMARY KEY (id),
  UNIQUE user_login (login),
  FOREIGN KEY (role) REFERENCES role (code)
);

-- All moments of this table are the real clock (decision 7).
CREATE TABLE session (
  id_hash        BINARY(32)  NOT NULL COMMENT 'SHA-256 of the cookie: the table alone opens nothing',
  user_id        BIGINT      NOT NULL,
  project_id     BIGINT      COMMENT 'chosen in the bar; NULL: all of his',
  created_at     DATETIME    NOT NULL,
  seen_at        DATETIME    NOT NULL,
  from_where     VARCHAR(64) CHARACTER SET ascii NOT NULL,
  PRIMARY KEY (id_hash),
  KEY session_user_id (user_id),
  FOREIGN KEY (user_id) REFERENCES user (id)
);

-- Bearer tokens for scripts: revocable, the secret itself is shown once and not kept.
CREATE TABLE token (
  id         BIGINT      NOT NULL AUTO_INCREMENT,
  token_hash BINARY(32)  NOT NULL,
  user_id    BIGINT      NOT NULL,
  name       VARCHAR(40) NOT NULL,
  created_at DATETIME    NOT NULL,
  revoked_at DATETIME,
  PRIMARY KEY (id),
  UNIQUE token_secret (token_hash),
  FOREIGN KEY (user_id) REFERENCES user (id)
);

-- Wrong log-ins, of names that exist and of names that do not, so that both are answered
-- alike; real clock.  request_no: counted once, also when its COMMIT had to be repeated.
CREATE TABLE login_failure (
  request_no  VARCHAR(40) CHARACTER SET ascii NOT NULL,
  from_where  VARCHAR(64) CHARACTER SET ascii NOT NULL,
  at          DATETIME    NOT NULL,
  login       VARCHAR(40) NOT NULL,
  PRIMARY KEY (request_no),
  KEY login_failure_from (from_where, at),
  KEY login_failure_login (login, at),
  KEY login_failure_purge (at)
);

-- A password or token that was just issued, sealed, until its receiver has noted it down.
CREATE TABLE issued_secret (
  noun          VARCHAR(8)    CHARACTER SET ascii NOT NULL CHECK (noun IN ('user', 'token')),
  about_id      BIGINT        NOT NULL,
  for_user_id   BIGINT        NOT NULL COMMENT 'who may see it',
  secret_sealed VARBINARY(200) NOT NULL,
  until_at      DATETIME      NOT NULL COMMENT 'real clock',
  PRIMARY KEY (noun, about_id),
  KEY issued_secret_for_user_id (for_user_id),
  KEY issued_secret_purge (until_at),
  FOREIGN KEY (for_user_id) REFERENCES user (id)
);
