/* passphrase.c - reads a passphrase from a file, an open file or the terminal.
 *
 * Layer:  cli.
 */
#include "cli/passphrase.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#define CTRL_C 3
#define CTRL_D 4

bool jx_passphrase_fd(struct jx_str text, int *ret_fd)
{
    int fd = 0;

    if (text.len == 0 || text.len > 4)
        return false;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return false;
        fd = fd * 10 + (text.ptr[i] - '0');
    }
    *ret_fd = fd;
    return true;
}

/* One line, byte by byte so that nothing behind it is taken; -1 when it is too long, broken off by Ctrl-C, or cannot be read. */
static int read_line(int fd, char *buffer)
{
    int len = 0;

    for (;;) {
        char c = 0;
        const ssize_t n = read(fd, &c, 1);

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 || c == CTRL_C)
            return -1;
        if (n == 0 || c == '\n' || c == CTRL_D)
            break;
        if (len == JX_PASSPHRASE_MAX)
            return -1;
        buffer[len++] = c;
    }
    return len > 0 && buffer[len - 1] == '\r' ? len - 1 : len;
}

static int from_file(struct jx_str path, struct jx_diags *diags, char *buffer)
{
    const struct jx_str name = jx_str_copy(diags->arena, path);
    const int fd = open(name.ptr, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat info;
    int len = -1;

    if (fd < 0 || fstat(fd, &info) != 0)
        JX_SAY(diags, FILE_UNREADABLE, JX_NO_SPAN, path, jx_str_of(strerror(errno)));
    else if (!S_ISREG(info.st_mode) || (info.st_mode & 077) != 0 || info.st_uid != geteuid())
        JX_SAY(diags, PASS_FILE_OPEN, JX_NO_SPAN, path);
    else
        len = read_line(fd, buffer);
    if (fd >= 0)
        close(fd);
    return len;
}

/* No echo, and no signals that would leave the terminal without one. */
static int from_terminal(char *buffer)
{
    static const char prompt[] = "私钥口令：";
    const int fd = open("/dev/tty", O_RDWR | O_CLOEXEC);
    struct termios before, silent;
    int len = -1;

    if (fd < 0)
        return -1;
    if (tcgetattr(fd, &before) == 0) {
        silent = before;
        silent.c_lflag &= ~(tcflag_t)(ECHO | ISIG);
        if (tcsetattr(fd, TCSAFLUSH, &silent) == 0) {
            if (write(fd, prompt, sizeof prompt - 1) > 0)
                len = read_line(fd, buffer);
            tcsetattr(fd, TCSAFLUSH, &before);
            if (write(fd, "\n", 1) < 0)
                len = -1;
        }
    }
    close(fd);
    return len;
}

int jx_passphrase_ask(void *data, char *buffer)
{
    const struct jx_pass_source *source = data;
    int fd;

    if (!jx_str_empty(source->file))
        return from_file(source->file, source->diags, buffer);
    if (jx_passphrase_fd(source->fd, &fd))
        return read_line(fd, buffer);
    return from_terminal(buffer);
}
