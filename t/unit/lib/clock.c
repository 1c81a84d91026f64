/* What the kernel says of its clock, and what we make of it. */
#include <sys/timex.h>
#include "lib/inside.h"
#include "t/unit/harness.h"

static int64_t error_of(int answer, int status, long bound)
{
	struct timex t = { .status = status, .maxerror = bound };

	return clock_error(answer, &t);
}

static void a_clock_that_is_set(void **state)
{
	(void)state;
	assert_int_equal(error_of(TIME_OK, STA_PLL, 250000), 250000);
	assert_int_equal(error_of(TIME_INS, STA_PLL | STA_INS, 30000), 30000);	/* a leap second comes */
	assert_false(clock_doubted(error_of(TIME_OK, STA_PLL, 0)));
	assert_false(clock_doubted(error_of(TIME_OK, STA_PLL, 2000000)));
}

static void a_clock_that_may_be_off(void **state)
{
	(void)state;
	assert_true(clock_doubted(error_of(TIME_OK, STA_PLL, 2000001)));
	assert_true(clock_doubted(error_of(TIME_OK, STA_PLL, 15999999)));
}

static void a_clock_that_nobody_sets(void **state)
{
	(void)state;
	assert_int_equal(error_of(TIME_ERROR, STA_UNSYNC, 16000000), -1);
	assert_int_equal(error_of(TIME_OK, STA_UNSYNC, 100), -1);
	assert_int_equal(error_of(TIME_ERROR, 0, 100), -1);
	assert_true(clock_doubted(-1));
}

static void a_kernel_that_does_not_answer(void **state)
{
	(void)state;
	assert_true(clock_doubted(error_of(-1, 0, 0)));
}

int main(void)
{
	return run(a_clock_that_is_set, a_clock_that_may_be_off, a_clock_that_nobody_sets,
		   a_kernel_that_does_not_answer);
}
