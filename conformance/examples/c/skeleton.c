/*
 * The skeleton of an adapter: it speaks the wire, knows what a line looks like, and answers "unsupported".
 *
 * Copy it, and fill in what is marked with "Here:". The wire is spec/wire.md, what each verb does is spec/language.md.
 *
 *     make && luoconf check -- ./skeleton
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Here: your own name and version; and in features the words of spec/wire.md for what you have, separated by commas. */
#define GREETING "hello luo 1 name=skeleton-c version=0.1 observes=U features="

#define LONGEST_LINE 65536
#define MOST_TOKENS 16
#define MOST_HANDLES 16384

/* One line: "m = retrieve_fd s token=0x7" has result m, verb retrieve_fd, handle s and argument token=0x7. */
struct operation {
    const char *result; /* NULL when nothing is made */
    const char *verb;
    const char *handles[2]; /* NULL where there is none */
    const char *arguments[MOST_TOKENS];
    int argument_count;
};

/* What a verb answers: 0 for "ok", or the name of an error, or UNSUPPORTED when you do not have it. */
typedef const char *answer;
static const char UNSUPPORTED[] = "";

/* The fields of an "ok", such as " len=16"; a verb appends to it. */
static char fields[LONGEST_LINE];

/* The bound handles: which name stands for which descriptor or mapping of yours. */
struct binding {
    char name[13];
    int descriptor;
};

static struct binding bindings[MOST_HANDLES];
static int binding_count;

static struct binding *find_handle(const char *name)
{
    for (int i = 0; i < binding_count; i++)
        if (strcmp(bindings[i].name, name) == 0)
            return &bindings[i];
    return NULL;
}

static bool bind_handle(const char *name, int descriptor)
{
    if (binding_count == MOST_HANDLES)
        return false;
    struct binding *made = &bindings[binding_count++];
    snprintf(made->name, sizeof made->name, "%s", name);
    made->descriptor = descriptor;
    return true;
}

/* The text behind "key=", or NULL when the argument was left out. */
static const char *argument_text(const struct operation *op, const char *key)
{
    size_t length = strlen(key);
    for (int i = 0; i < op->argument_count; i++)
        if (strncmp(op->arguments[i], key, length) == 0 && op->arguments[i][length] == '=')
            return op->arguments[i] + length + 1;
    return NULL;
}

/* A number, decimal or with 0x; "usual" when the argument was left out. */
static uint64_t argument_number(const struct operation *op, const char *key, uint64_t usual)
{
    const char *text = argument_text(op, key);
    if (!text)
        return usual;
    return strtoull(text, NULL, strncmp(text, "0x", 2) == 0 ? 16 : 10);
}

static int digit(char c)
{
    return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
}

/* The bytes behind a percent-encoded argument, at most "capacity" of them; returns how many there are. */
static size_t argument_bytes(const struct operation *op, const char *key, unsigned char *bytes, size_t capacity)
{
    const char *text = argument_text(op, key);
    size_t count = 0;
    for (; text && *text && count < capacity; count++) {
        if (*text == '%' && text[1] && text[2]) {
            bytes[count] = (unsigned char)(digit(text[1]) << 4 | digit(text[2]));
            text += 3;
        } else {
            bytes[count] = (unsigned char)*text++;
        }
    }
    return count;
}

/*
 * Here: one function for each verb that you have, in the order in which spec/language.md explains them, and its line in
 * the table below. A verb that makes a descriptor calls bind_handle(op->result, descriptor). Two that show the form:
 */

static answer do_open(const struct operation *op)
{
    uint64_t flags = argument_number(op, "flags", 2);
    /* Here: open your /dev/liveupdate with the access mode "flags", and bind_handle() the result. */
    (void)flags;
    (void)bind_handle;
    return UNSUPPORTED;
}

static answer do_create_session(const struct operation *op)
{
    const struct binding *device = find_handle(op->handles[0]);
    if (!device)
        return "EBADF";
    unsigned char name[64] = {0};
    argument_bytes(op, "name", name, sizeof name);
    /* Here: create the session on device->descriptor, and return "EINVAL" or "EEXIST", or bind the result. */
    return UNSUPPORTED;
}

static const struct verb {
    const char *name;
    int handles;
    answer (*perform)(const struct operation *op);
} verbs[] = {
    {"open", 0, do_open},
    {"create_session", 1, do_create_session},
    /* Here: your further verbs. */
};

/* Begins anew with a machine that has just booted cold, with KHO and live update on. */
static void reset_machine(void)
{
    binding_count = 0;
    /* Here: start, or reset, what you implement. */
}

/* Takes a line apart, in place: the handles stand first, then the arguments with a key. */
static bool parse(char *line, struct operation *op)
{
    char *tokens[MOST_TOKENS + 4];
    int count = 0;
    memset(op, 0, sizeof *op);
    for (char *token = strtok(line, " "); token; token = strtok(NULL, " ")) {
        if (count == MOST_TOKENS)
            return false;
        tokens[count++] = token;
    }
    int next = 0;
    if (count > 2 && strcmp(tokens[1], "=") == 0) {
        op->result = tokens[0];
        next = 2;
    }
    if (next >= count)
        return false;
    op->verb = tokens[next++];
    for (int i = 0; next < count && !strchr(tokens[next], '='); i++) {
        if (i == 2)
            return false;
        op->handles[i] = tokens[next++];
    }
    while (next < count)
        op->arguments[op->argument_count++] = tokens[next++];
    return true;
}

static answer perform(const struct operation *op)
{
    if (op->result && find_handle(op->result))
        return "EALREADY";
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        bool complete = verbs[i].handles == 0 || op->handles[verbs[i].handles - 1];
        if (strcmp(verbs[i].name, op->verb) == 0 && complete)
            return verbs[i].perform(op);
    }
    return UNSUPPORTED;
}

static void do_line(char *line)
{
    struct operation op;
    fields[0] = '\0';
    answer error = parse(line, &op) ? perform(&op) : UNSUPPORTED;
    if (error == UNSUPPORTED)
        puts("unsupported");
    else if (error)
        printf("err %s\n", error);
    else
        printf("ok%s\n", fields);
}

int main(void)
{
    static char line[LONGEST_LINE + 2];
    puts(GREETING);
    fflush(stdout);
    while (fgets(line, sizeof line, stdin)) {
        line[strcspn(line, "\r\n")] = '\0';
        if (strcmp(line, "bye") == 0) {
            puts("ok");
            return 0;
        }
        if (strcmp(line, "reset") == 0) {
            reset_machine();
            puts("ok");
        } else {
            do_line(line);
        }
        fflush(stdout);
    }
    return 0;
}
