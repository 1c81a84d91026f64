/* A QR code as the path of an SVG: one run of dark modules, one rectangle. */
#include <string.h>
#include <qrencode.h>
#include "lib/inside.h"
#include "lib/web.h"

const char *qr_svg_path(struct ctx *c, const char *text, int *modules)
{
	QRcode *q = QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
	struct text t = { .c = c };

	if (!q)
		fault(c, "no QR code for %zu characters", strlen(text));
	text_add(&t, "");
	for (int y = 0; y < q->width; y++)
		for (int x = 0; x < q->width; x++) {
			int run = 0;

			while (x + run < q->width && q->data[y * q->width + x + run] & 1)
				run++;
			if (run)	/* four modules of quiet zone around */
				text_addf(&t, "M%d %dh%dv1h-%dz", x + 4, y + 4, run, run);
			x += run;
		}
	*modules = q->width + 8;
	QRcode_free(q);
	return t.s;
}
