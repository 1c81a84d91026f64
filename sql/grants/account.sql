-- What loupan-account may do, table by table; t/house/sql.t proves that it needs it.

GRANT SELECT                 ON loupan.instance       TO loupan_account@localhost;
GRANT SELECT                 ON loupan.migration      TO loupan_account@localhost;
GRANT SELECT                 ON loupan.role           TO loupan_account@localhost;
GRANT SELECT                 ON loupan.role_right     TO loupan_account@localhost;
GRANT SELECT, INSERT, DELETE ON loupan.user_project   TO loupan_account@localhost;
GRANT SELECT                 ON loupan.project        TO loupan_account@localhost;
GRANT SELECT, INSERT, UPDATE ON loupan.token          TO loupan_account@localhost;
GRANT SELECT, INSERT, UPDATE, DELETE ON loupan.session TO loupan_account@localhost;
GRANT SELECT, INSERT, UPDATE, DELETE ON loupan.request_key TO loupan_account@localhost;
GRANT SELECT, INSERT, UPDATE ON loupan.project_version TO loupan_account@localhost;
GRANT SELECT, INSERT         ON loupan.event          TO loupan_account@localhost;

GRANT SELECT, INSERT, UPDATE ON loupan.user           TO loupan_account@localhost;
GRANT SELECT, INSERT, DELETE ON loupan.login_failure  TO loupan_account@localhost;
GRANT SELECT, INSERT, DELETE ON loupan.issued_secret TO loupan_account@localhost;
