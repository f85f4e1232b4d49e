/* program.c - hands bytes to another program and takes what it says.
 *
 * Layer:  sign.
 */
#include "sign/signing.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define MAX_OUTPUT_BYTES ((size_t)4 << 20)

struct talk {
    int to, from; /* pipes; -1 when closed */
    const struct jx_str *input;
    size_t part, done; /* of the input */
    struct jx_buf output;
    bool too_much;
};

static void shut(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

/* In the child: pipes become standard input and output. Errors show as status 127, as a shell does it. */
static void become(struct jx_str command, const int in[2], const int out[2])
{
    char *const argv[] = {(char[]){"sh"}, (char[]){"-c"}, (char *)(uintptr_t)command.ptr, NULL};

    signal(SIGPIPE, SIG_DFL);
    if (dup2(in[0], STDIN_FILENO) >= 0 && dup2(out[1], STDOUT_FILENO) >= 0) {
        close(in[0]);
        close(in[1]);
        close(out[0]);
        close(out[1]);
        execv("/bin/sh", argv);
    }
    _exit(127);
}

static pid_t begin(struct jx_str command, struct talk *talk)
{
    int in[2], out[2];
    pid_t child;

    if (pipe(in) != 0)
        return -1;
    if (pipe(out) != 0) {
        close(in[0]);
        close(in[1]);
        return -1;
    }
    child = fork();
    if (child == 0)
        become(command, in, out);
    close(in[0]);
    close(out[1]);
    talk->to = in[1];
    talk->from = out[0];
    fcntl(talk->to, F_SETFL, O_NONBLOCK);
    if (child < 0) {
        shut(&talk->to);
        shut(&talk->from);
    }
    return child;
}

/* A program may close its input early; then the rest is not for it. */
static void say_more(struct talk *talk)
{
    ssize_t n;

    while (talk->part < 2 && talk->done == talk->input[talk->part].len) {
        talk->part++;
        talk->done = 0;
    }
    if (talk->part == 2) {
        shut(&talk->to);
        return;
    }
    n = write(talk->to, talk->input[talk->part].ptr + talk->done,
              talk->input[talk->part].len - talk->done);
    if (n > 0)
        talk->done += (size_t)n;
    else if (n < 0 && errno != EINTR && errno != EAGAIN)
        shut(&talk->to);
}

static void hear_more(struct talk *talk)
{
    char bytes[16384];
    const ssize_t n = read(talk->from, bytes, sizeof bytes);

    if (n > 0)
        jx_buf_add(&talk->output, (struct jx_str){bytes, (size_t)n});
    if (n == 0 || (n < 0 && errno != EINTR))
        shut(&talk->from);
    if (talk->output.len > MAX_OUTPUT_BYTES) {
        talk->too_much = true;
        shut(&talk->from);
    }
}

static void talk_on(struct talk *talk)
{
    while (talk->from >= 0) {
        struct pollfd fds[2] = {{.fd = talk->from, .events = POLLIN},
                                {.fd = talk->to, .events = POLLOUT}};

        if (poll(fds, 2, -1) < 0 && errno != EINTR)
            break;
        if (talk->to >= 0 && fds[1].revents != 0)
            say_more(talk);
        if (fds[0].revents != 0)
            hear_more(talk);
    }
    shut(&talk->to);
    shut(&talk->from);
}

static int wait_for(pid_t child)
{
    int status = 0;

    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

enum jx_status jx_program_run(struct jx_arena *arena, struct jx_str command,
                              const struct jx_str input[2], struct jx_diags *diags,
                              struct jx_str *ret_output)
{
    struct talk talk = {.to = -1, .from = -1, .input = input, .output = {.arena = arena}};
    const struct jx_str line = jx_str_copy(arena, command);
    void (*before)(int) = signal(SIGPIPE, SIG_IGN);
    const pid_t child = begin(line, &talk);
    int status = -1;

    if (child > 0) {
        talk_on(&talk);
        status = wait_for(child);
    }
    signal(SIGPIPE, before);
    if (status == 0 && !talk.too_much && talk.output.len > 0) {
        *ret_output = jx_buf_str(&talk.output);
        return JX_OK;
    }
    JX_SAY(diags, PROGRAM_FAILED, JX_NO_SPAN, command,
           status != 0     ? jx_str_printf(arena, "退出码 %d", status)
           : talk.too_much ? JX_STR("交回的内容超过 4 MB")
                           : JX_STR("什么也没有交回"));
    return JX_E_LIBRARY;
}
