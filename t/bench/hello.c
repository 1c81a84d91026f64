/* The smallest FastCGI answer: what nginx and libfcgi cost before a page does anything. */
#include <fcgiapp.h>

int main(void)
{
	FCGX_Request r;

	if (FCGX_Init() || FCGX_InitRequest(&r, 0, 0))
		return 1;
	while (FCGX_Accept_r(&r) >= 0) {
		FCGX_FPrintF(r.out, "Content-Type: text/plain\r\n\r\nhello\n");
		FCGX_Finish_r(&r);
	}
	return 0;
}
