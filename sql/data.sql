-- What the product knows by itself: roles, what each may do, the chart of accounts.  Run as
-- a whole, in one transaction, whenever it has changed; nothing of a customer is in here.

INSERT INTO role (code, level, staff) VALUES
  ('CO',  1, 0),
  ('SE',  2, 0),
  ('SM',  3, 0),
  ('FC',  4, 1),
  ('FM',  5, 1),
  ('AS',  6, 1),
  ('PL',  7, 1),
  ('AG',  8, 0),
  ('PD',  9, 1),
  ('GE', 10, 1),
  ('AD', 11, 1),
  ('AU', 12, 1)
  ON DUPLICATE KEY UPDATE level = VALUES(level), staff = VALUES(staff);

-- domain.md 3 with decisions 19 and 20; S3: the administrator has no business right, S9:
-- the auditor only reads.
DELETE FROM role_right;
INSERT INTO role_right (role, right_name) VALUES
  ('CO', 'project.read'), ('CO', 'unit.read'), ('CO', 'price.read'),
  ('CO', 'customer.read'), ('CO', 'customer.edit'), ('CO', 'customer.reveal'),
  ('CO', 'touch.create'), ('CO', 'privacy.enter'), ('CO', 'privacy.read'),
  ('CO', 'registration.read'), ('CO', 'registration.create'),
  ('CO', 'deal.read'), ('CO', 'deal.create'), ('CO', 'slip.read'), ('CO', 'slip.enter'),

  ('SE', 'project.read'), ('SE', 'project.edit'), ('SE', 'unit.read'), ('SE', 'price.read'),
  ('SE', 'customer.read'), ('SE', 'customer.reveal'),
  ('SE', 'privacy.enter'), ('SE', 'privacy.read'),
  ('SE', 'registration.read'), ('SE', 'registration.confirm'),
  ('SE', 'deal.read'), ('SE', 'deal.confirm'), ('SE', 'contract.sign'), ('SE', 'contract.file'),
  ('SE', 'slip.read'), ('SE', 'slip.review'), ('SE', 'receipt.read'),
  ('SE', 'day.close_sales'), ('SE', 'flash.read'),

  ('SM', 'project.read'), ('SM', 'unit.read'), ('SM', 'price.read'), ('SM', 'price.draft'),
  ('SM', 'batch.propose'), ('SM', 'hold.set'),
  ('SM', 'customer.read'), ('SM', 'customer.edit'), ('SM', 'customer.reveal'),
  ('SM', 'customer.assign'), ('SM', 'privacy.enter'), ('SM', 'privacy.read'),
  ('SM', 'privacy.decide'), ('SM', 'registration.read'), ('SM', 'deal.read'),
  ('SM', 'slip.read'), ('SM', 'receipt.read'), ('SM', 'flash.read'),

  ('FC', 'project.read'), ('FC', 'unit.read'), ('FC', 'price.read'),
  ('FC', 'registration.read'), ('FC', 'deal.read'),
  ('FC', 'slip.read'), ('FC', 'slip.audit'),
  ('FC', 'receipt.read'), ('FC', 'receipt.issue'), ('FC', 'receipt.recover'),
  ('FC', 'money.settle'), ('FC', 'ledger.read'), ('FC', 'day.close_finance'),
  ('FC', 'flash.read'),

  ('FM', 'project.read'), ('FM', 'unit.read'), ('FM', 'price.read'),
  ('FM', 'registration.read'), ('FM', 'deal.read'),
  ('FM', 'slip.read'), ('FM', 'slip.approve'),
  ('FM', 'receipt.read'), ('FM', 'receipt.void'), ('FM', 'ledger.read'), ('FM', 'flash.read'),

  ('AS', 'project.read'), ('AS', 'unit.read'), ('AS', 'customer.read'),
  ('AS', 'customer.reveal'), ('AS', 'privacy.enter'), ('AS', 'privacy.read'),
  ('AS', 'registration.read'), ('AS', 'deal.read'), ('AS', 'slip.read'), ('AS', 'receipt.read'),

  ('PL', 'project.read'), ('PL', 'unit.read'), ('PL', 'price.read'), ('PL', 'price.draft'),
  ('PL', 'scheme.draft'), ('PL', 'customer.read'), ('PL', 'flash.read'),

  ('AG', 'project.read'), ('AG', 'unit.read'), ('AG', 'price.read'), ('AG', 'customer.read'),
  ('AG', 'registration.read'), ('AG', 'deal.read'), ('AG', 'flash.read'),

  ('PD', 'project.read'), ('PD', 'project.edit'), ('PD', 'unit.read'), ('PD', 'price.read'),
  ('PD', 'price.review'), ('PD', 'price.approve'), ('PD', 'scheme.approve'),
  ('PD', 'target.edit'), ('PD', 'batch.release'), ('PD', 'hold.set'),
  ('PD', 'customer.read'), ('PD', 'customer.reveal'), ('PD', 'privacy.read'),
  ('PD', 'privacy.decide'), ('PD', 'privacy.publish'), ('PD', 'registration.read'), ('PD', 'deal.read'), ('PD', 'slip.read'), ('PD', 'receipt.read'), ('PD', 'ledger.read'),
  ('PD', 'flash.read'),

  ('GE', 'project.read'), ('GE', 'unit.read'), ('GE', 'price.read'), ('GE', 'price.approve'),
  ('GE', 'scheme.approve'), ('GE', 'hold.set'), ('GE', 'customer.read'),
  ('GE', 'registration.read'), ('GE', 'deal.read'), ('GE', 'slip.read'),
  ('GE', 'receipt.read'), ('GE', 'ledger.read'), ('GE', 'flash.read'),

  ('AD', 'project.read'), ('AD', 'project.edit'), ('AD', 'company.edit'),
  ('AD', 'user.read'), ('AD', 'user.edit'), ('AD', 'token.edit'),

  ('AU', 'project.read'), ('AU', 'unit.read'), ('AU', 'price.read'), ('AU', 'customer.read'),
  ('AU', 'customer.reveal'), ('AU', 'privacy.read'), ('AU', 'registration.read'), ('AU', 'deal.read'),
  ('AU', 'slip.read'), ('AU', 'receipt.read'), ('AU', 'ledger.read'), ('AU', 'flash.read'),
  ('AU', 'event.read'), ('AU', 'user.read');

-- domain.md 5.5, and 4001 of decision 2.
INSERT INTO ledger_account (code, name) VALUES
  ('1002.01', '银行存款-一般户'),
  ('1002.02', '银行存款-监管户'),
  ('1012.01', '其他货币资金-POS在途'),
  ('1122',    '应收账款'),
  ('2205',    '合同负债'),
  ('2221.01', '应交增值税-销项税额'),
  ('2221.12', '预交增值税'),
  ('2221.13', '未交增值税'),
  ('2221.14', '待转销项税额'),
  ('2241.01', '其他应付款-诚意金、订金'),
  ('2241.02', '其他应付款-代收维修资金'),
  ('2241.03', '其他应付款-代收契税等'),
  ('2241.04', '其他应付款-应退客户款'),
  ('2241.05', '其他应付款-待认领'),
  ('4001',    '实收资本'),
  ('6001',    '主营业务收入'),
  ('6301',    '营业外收入'),
  ('6603',    '财务费用-手续费'),
  ('6711',    '营业外支出')
  ON DUPLICATE KEY UPDATE name = VALUES(name);
