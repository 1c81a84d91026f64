/* lib/inside_db.h - what db.c and row.c share; nobody else knows the database's client. */
#pragma once
#include <mysql.h>
#include "lib/inside.h"

enum { KEPT = 512 };

/* A statement stays prepared, and with it the room that its rows are fetched into. */
struct kept { char *sql; MYSQL_STMT *stmt; struct shape *shape; };
struct db {
	char account[40];
	const char *schema_sql;
	MYSQL *my;
	bool wrote, recorded, unable;
	bool sees_committed;	/* the isolation that the server was told last */
	bool snapshot_due;	/* a reading act has not needed its snapshot so far */
	int64_t micros;
	struct kept kept[KEPT];
	int kept_count;
	char error[300];
};

struct kept *db_statement(struct ctx *c, const char *sql);
/* 0, or the error code where `wanted` is it; any other error is a fault.  Rows that come of
 * it are still to be fetched. */
unsigned db_execute(struct ctx *c, MYSQL_STMT *stmt, const char *sql, const struct val *v,
		    int n, unsigned wanted);
/* Every failure of a statement ends here. */
_Noreturn void db_failed(struct ctx *c, unsigned code, const char *why, const char *sql);
void db_spent(struct ctx *c, int64_t began, const char *sql);
void shape_free(struct shape *s);	/* NULL is fine */
