/* lib/bind.h - C values become ? parameters; the one clever file in the house.
 *
 * SQL("... ? ...", a, b) is the statement, an array of typed values and their number.
 * The statement stands between two "", so one that is not a literal does not compile. */
#pragma once
#include "lib/units.h"

struct val { enum { V_INT, V_TEXT, V_BYTES, V_NULL } is; int64_t n; const char *s; };
typedef struct { const void *data; int64_t size; } bytes;	/* a BLOB parameter */

static inline struct val val_bool(bool b) { return (struct val){ V_INT, b, 0 }; }
static inline struct val val_int(int64_t n) { return (struct val){ V_INT, n, 0 }; }
static inline struct val val_money(money m) { return (struct val){ V_INT, m.fen, 0 }; }
static inline struct val val_area(area a) { return (struct val){ V_INT, a.dm2, 0 }; }
static inline struct val val_text(const char *s)
{
	return (struct val){ s ? V_TEXT : V_NULL, 0, s };
}
static inline struct val val_bytes(bytes b)
{
	return (struct val){ b.data ? V_BYTES : V_NULL, b.size, b.data };
}
struct val val_date(date d);			/* NO_DATE is NULL */

/* A row id where 0 means "none": NULL in the database. */
typedef struct { rowid id; } maybe_id;
#define MAYBE(i) ((maybe_id){ (i) })
static inline struct val val_maybe(maybe_id m)
{
	return (struct val){ m.id ? V_INT : V_NULL, m.id, 0 };
}

#define VAL(x) _Generic((x), bool: val_bool, int: val_int, long: val_int, \
	long long: val_int, unsigned: val_int, money: val_money, area: val_area, \
	date: val_date, bytes: val_bytes, maybe_id: val_maybe, \
	char *: val_text, const char *: val_text)(x)

#define BIND_FIRST(...) BIND_FIRST_(__VA_ARGS__, 0)
#define BIND_FIRST_(a, ...) a
#define BIND_N(...) BIND_N_(__VA_ARGS__, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, \
	12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0)
#define BIND_N_(s, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15, a16, \
	a17, a18, a19, a20, a21, a22, a23, a24, n, ...) n
#define BIND_CAT(a, b) BIND_CAT_(a, b)
#define BIND_CAT_(a, b) a##b
#define BIND_MAP(...) BIND_CAT(BIND_M, BIND_N(__VA_ARGS__))(__VA_ARGS__)
#define BIND_M0(s) { 0 }
#define BIND_M1(s, a) VAL(a)
#define BIND_M2(s, a, ...) VAL(a), BIND_M1(s, __VA_ARGS__)
#define BIND_M3(s, a, ...) VAL(a), BIND_M2(s, __VA_ARGS__)
#define BIND_M4(s, a, ...) VAL(a), BIND_M3(s, __VA_ARGS__)
#define BIND_M5(s, a, ...) VAL(a), BIND_M4(s, __VA_ARGS__)
#define BIND_M6(s, a, ...) VAL(a), BIND_M5(s, __VA_ARGS__)
#define BIND_M7(s, a, ...) VAL(a), BIND_M6(s, __VA_ARGS__)
#define BIND_M8(s, a, ...) VAL(a), BIND_M7(s, __VA_ARGS__)
#define BIND_M9(s, a, ...) VAL(a), BIND_M8(s, __VA_ARGS__)
#define BIND_M10(s, a, ...) VAL(a), BIND_M9(s, __VA_ARGS__)
#define BIND_M11(s, a, ...) VAL(a), BIND_M10(s, __VA_ARGS__)
#define BIND_M12(s, a, ...) VAL(a), BIND_M11(s, __VA_ARGS__)
#define BIND_M13(s, a, ...) VAL(a), BIND_M12(s, __VA_ARGS__)
#define BIND_M14(s, a, ...) VAL(a), BIND_M13(s, __VA_ARGS__)
#define BIND_M15(s, a, ...) VAL(a), BIND_M14(s, __VA_ARGS__)
#define BIND_M16(s, a, ...) VAL(a), BIND_M15(s, __VA_ARGS__)
#define BIND_M17(s, a, ...) VAL(a), BIND_M16(s, __VA_ARGS__)
#define BIND_M18(s, a, ...) VAL(a), BIND_M17(s, __VA_ARGS__)
#define BIND_M19(s, a, ...) VAL(a), BIND_M18(s, __VA_ARGS__)
#define BIND_M20(s, a, ...) VAL(a), BIND_M19(s, __VA_ARGS__)
#define BIND_M21(s, a, ...) VAL(a), BIND_M20(s, __VA_ARGS__)
#define BIND_M22(s, a, ...) VAL(a), BIND_M21(s, __VA_ARGS__)
#define BIND_M23(s, a, ...) VAL(a), BIND_M22(s, __VA_ARGS__)
#define BIND_M24(s, a, ...) VAL(a), BIND_M23(s, __VA_ARGS__)

#define SQL(...) ("" BIND_FIRST(__VA_ARGS__) ""), \
	(const struct val[]){ BIND_MAP(__VA_ARGS__) }, BIND_N(__VA_ARGS__)
