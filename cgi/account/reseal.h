/* account/reseal.h - the job "reseal": what the key before today's sealed. */
#pragma once
#include "lib/domain.h"

OP account_reseal(struct ctx *c, rowid *unused);
