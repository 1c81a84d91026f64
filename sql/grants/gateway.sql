-- The publisher: it takes messages out and changes nothing else.

GRANT SELECT, DELETE         ON loupan.outbox         TO loupan_gateway@localhost;
GRANT SELECT                 ON loupan.migration      TO loupan_gateway@localhost;
