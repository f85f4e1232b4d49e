/* picture.h - what the headers of a PNG or JPEG file say: size, colours, resolution, which side is up.
 *
 * Layer:   base.
 * Memory:  allocates nothing; the bytes are borrowed.
 *
 * The bytes come from a file that a user was sent: every length is checked before use.
 */
#ifndef JX_BASE_PICTURE_H
#define JX_BASE_PICTURE_H

#include "base/str.h"

/* A sheet of A4 at 600 dpi has 35 million; a PNG is unpacked, a JPEG goes on as it is. */
#define JX_PICTURE_MAX_PNG_PIXELS 40000000u
#define JX_PICTURE_MAX_JPEG_PIXELS 250000000u

enum jx_picture_kind { JX_PICTURE_PNG, JX_PICTURE_JPEG };

enum jx_picture_fault {
    JX_PICTURE_GOOD,
    JX_PICTURE_UNKNOWN, /* neither PNG nor JPEG */
    JX_PICTURE_BROKEN,  /* cut, damaged, or of a kind that PDF does not know */
    JX_PICTURE_CMYK,    /* a JPEG for the press */
    JX_PICTURE_LARGE,   /* too many pixels; width and height are filled in */
};

struct jx_picture {
    enum jx_picture_kind kind;
    uint32_t width, height; /* in pixels, as stored */
    unsigned channels;      /* JPEG: 1 grey, 3 colour; PNG: 0 */
    unsigned orientation;   /* of EXIF: 1 upright … 8; 5 to 8 lie on their side */
    uint32_t dpi_milli; /* across, in 1/1000 dpi, rounded down; 0: not stated or not believable */
};

/* Read the headers; a PNG's checksums too, so that a damaged file is noticed. A JPEG must have an end.
 * ret_picture: written for GOOD; for LARGE its size only. O(size of the file).
 * Source: PNG (ISO/IEC 15948:2003) 5, 11; JPEG (ITU-T T.81) B; JFIF 1.02; EXIF 2.3 4.6. */
enum jx_picture_fault jx_picture_read(struct jx_str bytes, struct jx_picture *ret_picture);

/* Whether the picture is turned by a quarter when it is looked at: then its width is what is stored as height. */
bool jx_picture_is_turned(const struct jx_picture *picture);

#endif
