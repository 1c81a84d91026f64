-- The chain of the trail (docs/adr/0015): a link for each committed event, in the order in which
-- the gateway saw them.  hash = HMAC-SHA-256 of the hash before it and the event's row, with a key
-- that is not in the database.  Append-only: sql/grants gives nobody UPDATE or DELETE here.
CREATE TABLE event_link (
  id         BIGINT     NOT NULL COMMENT '1, 2, 3 ... without a gap',
  event_id   BIGINT     NOT NULL,
  project_id BIGINT     COMMENT 'so that an event that was removed has still its project',
  hash       BINARY(32) NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY event_link_event (event_id)
);
