/* passphrase.c - reads a passphrase from a file, an open file or the terminal.
 *
 * Layer:  cli.
 */
#include "cli/passphrase.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
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

/* The terminal while it is silent, for a signal that ends the program. */
static struct {
    int fd;
    struct termios before;
} terminal;

static const int ending[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};

#define N_ENDING (sizeof ending / sizeof *ending)

/* Gives the echo back, and ends as the signal does without a handler. */
static void on_ending(int signal_number)
{
    tcsetattr(terminal.fd, TCSANOW, &terminal.before);
    raise(signal_number); /* its handler was for once; it comes when this one returns */
}

/* ret_before: shape [N_ENDING]. */
static void watch_signals(struct sigaction *ret_before)
{
    struct sigaction action = {.sa_handler = on_ending, .sa_flags = (int)SA_RESETHAND};

    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < N_ENDING; i++) {
        sigaction(ending[i], NULL, &ret_before[i]);
        if (ret_before[i].sa_handler != SIG_IGN)
            sigaction(ending[i], &action, NULL);
    }
}

/* No echo; Ctrl-C ends the line instead of the program, so that there is a message. */
static int ask_silently(struct jx_str prompt, char *buffer)
{
    struct termios silent = terminal.before;
    struct sigaction before[N_ENDING];
    int len = -1;

    silent.c_lflag &= ~(tcflag_t)(ECHO | ISIG);
    silent.c_cc[VEOL] = CTRL_C;
    watch_signals(before);
    if (tcsetattr(terminal.fd, TCSAFLUSH, &silent) == 0) {
        if (write(terminal.fd, prompt.ptr, prompt.len) > 0)
            len = read_line(terminal.fd, buffer);
        tcsetattr(terminal.fd, TCSAFLUSH, &terminal.before);
        if (write(terminal.fd, "\n", 1) < 0)
            len = -1;
    }
    for (size_t i = 0; i < N_ENDING; i++)
        sigaction(ending[i], &before[i], NULL);
    return len;
}

/* place: whose passphrase; may be absent. */
static int from_terminal(struct jx_arena *arena, struct jx_str place, char *buffer)
{
    const struct jx_str prompt = jx_str_empty(place)
                                     ? JX_STR("私钥口令：")
                                     : jx_str_printf(arena, "“%.*s”的私钥口令：", JX_FMT(place));
    int len = -1;

    terminal.fd = open("/dev/tty", O_RDWR | O_CLOEXEC);
    if (terminal.fd < 0)
        return -1;
    if (tcgetattr(terminal.fd, &terminal.before) == 0)
        len = ask_silently(prompt, buffer);
    close(terminal.fd);
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
    return from_terminal(source->diags->arena, source->place, buffer);
}
