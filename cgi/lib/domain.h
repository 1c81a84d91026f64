/* lib/domain.h - all that a domain operation may know.  There is no HTTP in here. */
#pragma once
#include <string.h>
#include "lib/db.h"
