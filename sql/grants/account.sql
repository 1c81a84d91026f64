-- What loupan-account may do, table by table; t/house/sql.t proves that it needs it.

SOURCE library.sql;
GRANT SELECT                 ON loupan.role           TO loupan_account@localhost;
GRANT INSERT, DELETE         ON loupan.user_project    TO loupan_account@localhost;
GRANT INSERT, UPDATE         ON loupan.token           TO loupan_account@localhost;
GRANT INSERT, DELETE         ON loupan.session         TO loupan_account@localhost;
GRANT DELETE                 ON loupan.request_key     TO loupan_account@localhost;
GRANT INSERT, UPDATE         ON loupan.form_draft      TO loupan_account@localhost;

GRANT SELECT, INSERT, UPDATE ON loupan.user           TO loupan_account@localhost;
GRANT SELECT, INSERT, DELETE ON loupan.login_failure  TO loupan_account@localhost;
GRANT SELECT, INSERT, UPDATE, DELETE ON loupan.issued_secret TO loupan_account@localhost;

-- Who leaves hands over, in the transaction that disables him (account/leave.h).
GRANT INSERT ON loupan.outbox TO loupan_account@localhost;
GRANT SELECT (id, project_id, owner_id, version_count), UPDATE (owner_id, version_count)
  ON loupan.customer TO loupan_account@localhost;
GRANT SELECT (owner_id, project_id, state), UPDATE (owner_id) ON loupan.pre_registration TO loupan_account@localhost;
GRANT SELECT (owner_id, project_id), UPDATE (owner_id) ON loupan.tab TO loupan_account@localhost;
GRANT SELECT (id, project_id, unit_id, owner_id, live, subscription_state), UPDATE (owner_id)
  ON loupan.deal TO loupan_account@localhost;
GRANT SELECT (id, project_id, sale_state, locked_until, locked_by, held_until, held_by, version_count),
  UPDATE (locked_until, locked_by, lock_deal_id, held_until, held_by, held_reason, version_count)
  ON loupan.unit TO loupan_account@localhost;
GRANT UPDATE (second_roles, second_required, second_exempt) ON loupan.instance TO loupan_account@localhost;
GRANT SELECT, INSERT, UPDATE, DELETE ON loupan.second_factor TO loupan_account@localhost;
GRANT SELECT, INSERT, UPDATE, DELETE ON loupan.recovery_code TO loupan_account@localhost;
