-- The public program: one view, which holds what is on the paper, and nothing else.

GRANT SELECT ON loupan.receipt_public TO loupan_receipt@localhost;
