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
  failed_count    INT          NOT NULL DEFAULT 0,
  failed_since_at DATETIME,
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

-- Wrong log-ins by address, for the slow-down; real clock.
CREATE TABLE login_failure (
  from_where  VARCHAR(64) CHARACTER SET ascii NOT NULL,
  at          DATETIME    NOT NULL,
  login       VARCHAR(40) NOT NULL,
  KEY login_failure_from (from_where, at)
);
