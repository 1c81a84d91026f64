/* receipt/pages.h - the handlers that receipt/main.c routes to. */
#pragma once
#include "lib/web.h"

reply check_ask(struct req *r), check_show(struct req *r);
