-- What each program may do because it is one of the library's: the clock, who asks, the keys of
-- forms, the trail.  The files of sql/grants name it (SOURCE); PROGRAM becomes theirs.

GRANT SELECT                 ON loupan.instance        TO loupan_PROGRAM@localhost;
GRANT SELECT                 ON loupan.migration       TO loupan_PROGRAM@localhost;
GRANT SELECT                 ON loupan.role_right      TO loupan_PROGRAM@localhost;
GRANT SELECT (id, login, name, role, employer, must_change, state, language, theme, second_at)
  ON loupan.user TO loupan_PROGRAM@localhost;
GRANT SELECT                 ON loupan.user_project    TO loupan_PROGRAM@localhost;
GRANT SELECT                 ON loupan.project         TO loupan_PROGRAM@localhost;
GRANT SELECT                 ON loupan.token           TO loupan_PROGRAM@localhost;
GRANT SELECT, UPDATE         ON loupan.session         TO loupan_PROGRAM@localhost;
GRANT SELECT, INSERT, UPDATE ON loupan.request_key     TO loupan_PROGRAM@localhost;
GRANT SELECT, INSERT, UPDATE ON loupan.project_version TO loupan_PROGRAM@localhost;
GRANT SELECT, INSERT         ON loupan.event           TO loupan_PROGRAM@localhost;
GRANT SELECT, DELETE         ON loupan.form_draft      TO loupan_PROGRAM@localhost;
