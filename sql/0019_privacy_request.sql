-- What a person may ask of who holds his data (个人信息请求; 个人信息保护法 44-50): a copy, a
-- correction, that it goes, that he is left alone.

ALTER TABLE customer
  ADD COLUMN left_alone TINYINT NOT NULL DEFAULT 0 COMMENT '1: asked not to be called any more (勿扰)';

CREATE TABLE privacy_request (
  id          BIGINT       NOT NULL AUTO_INCREMENT,
  project_id  BIGINT       NOT NULL,
  customer_id BIGINT       NOT NULL,
  kind        VARCHAR(8)   CHARACTER SET ascii NOT NULL CHECK (kind IN ('copy', 'correct', 'erase', 'withdraw')),
  wish        VARCHAR(400) NOT NULL DEFAULT '' COMMENT 'in his words',
  proof       VARCHAR(100) NOT NULL COMMENT 'how it was seen that it is he',
  received_on DATE         NOT NULL,
  due_on      DATE         NOT NULL,
  state       VARCHAR(8)   CHARACTER SET ascii NOT NULL DEFAULT 'asked'
              CHECK (state IN ('asked', 'done', 'rejected')),
  answer      VARCHAR(400) NOT NULL DEFAULT '',
  kept        VARCHAR(8)   CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'what of an erased card stays, and so why'
              CHECK (kept IN ('', 'contract', 'books')),
  entered_by  BIGINT       NOT NULL,
  entered_at  DATETIME     NOT NULL,
  decided_by  BIGINT,
  decided_at  DATETIME,
  PRIMARY KEY (id),
  UNIQUE (project_id, id),
  KEY privacy_request_due (project_id, state, due_on),
  FOREIGN KEY (project_id, customer_id) REFERENCES customer (project_id, id),
  FOREIGN KEY (entered_by) REFERENCES user (id),
  FOREIGN KEY (decided_by) REFERENCES user (id),
  CONSTRAINT privacy_request_four_eyes CHECK (decided_by IS NULL OR decided_by <> entered_by),
  CONSTRAINT privacy_request_answered CHECK ((state = 'asked') = (decided_by IS NULL)
    AND (state <> 'rejected' OR answer <> ''))
);
