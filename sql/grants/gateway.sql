-- The publisher and folder: it takes messages out, adds facts up, links the trail, says in the
-- trail what it finds there, and changes nothing else.

GRANT SELECT, DELETE         ON loupan.outbox         TO loupan_gateway@localhost;
GRANT SELECT                 ON loupan.migration      TO loupan_gateway@localhost;
GRANT SELECT                 ON loupan.flash_tail     TO loupan_gateway@localhost;
GRANT SELECT, UPDATE, DELETE ON loupan.flash_delta    TO loupan_gateway@localhost;
GRANT SELECT, INSERT, UPDATE ON loupan.flash_sum      TO loupan_gateway@localhost;
GRANT SELECT, UPDATE, DELETE ON loupan.stock_delta    TO loupan_gateway@localhost;
GRANT SELECT, INSERT, UPDATE ON loupan.stock_sum      TO loupan_gateway@localhost;
GRANT SELECT, UPDATE, DELETE ON loupan.value_delta    TO loupan_gateway@localhost;
GRANT SELECT, INSERT, UPDATE ON loupan.value_sum      TO loupan_gateway@localhost;

GRANT SELECT                 ON loupan.instance       TO loupan_gateway@localhost;
GRANT SELECT, INSERT         ON loupan.event          TO loupan_gateway@localhost;
GRANT SELECT, INSERT         ON loupan.event_link     TO loupan_gateway@localhost;
GRANT SELECT, INSERT, UPDATE ON loupan.project_version TO loupan_gateway@localhost;
