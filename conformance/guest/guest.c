/*
 * PID 1 of the test machine: does the operations of the program language on the kernel it runs on, one line after the
 * other, and answers each. It needs nothing but the kernel: a bare initramfs with this program as /init, and the kernel's
 * own image (and, to alternate between two kernels, another one), in memory that the kernel leaves alone, or as /kernel0
 * and /kernel1.
 *
 * The language is specified in spec/language.md, the wire in spec/wire.md, the words that only this program knows
 * (luoconf.*) in README.md beside this file.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/kexec.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef F_ADD_SEALS
#define F_ADD_SEALS 1033
#define F_GET_SEALS 1034
#endif

enum { PAGE = 4096, MAX_LINE = 65536, MAX_SLOTS = 4096, MAX_FD = 1 << 20, MAX_TOKENS = 16, TMPFS = 0x01021994 };

/* A descriptor number that is never open: what an unbound handle stands for. */
enum { NEVER_OPEN = 0x3fffffff };

enum { CREATE_SESSION = 0xba00, RETRIEVE_SESSION, PRESERVE_FD = 0xba40, RETRIEVE_FD, FINISH, GET_NAME };

struct name_argument { uint32_t size; int32_t fd; uint8_t name[64]; };
struct token_argument { uint32_t size; int32_t fd; uint64_t token; };
struct finish_argument { uint32_t size; uint32_t reserved; };

/* ------------------------------------------------------------------ the wire */

static int port = -1;
static char input[2 * MAX_LINE];
static size_t input_start, input_end;
static char output[1 << 16];
static size_t output_length;

/* Lines are put together here before they go out: an answer, and what the kernel's log said meanwhile. */
struct text { char bytes[1 << 18]; size_t length; };
static struct text reply, remarks, *saying = &reply;

static void power_off(void)
{
	/* Without ACPI there is no powering off; QEMU is told to end where a machine would restart. */
	reboot(RB_AUTOBOOT);
	for (;;)
		pause();
}

static void flush(void)
{
	for (size_t done = 0; done < output_length;) {
		ssize_t count = write(port, output + done, output_length - done);
		if (count < 0 && errno == EINTR)
			continue;
		if (count <= 0)
			power_off();
		done += (size_t)count;
	}
	output_length = 0;
}

static void say(const char *format, ...) __attribute__((format(printf, 1, 2)));

static void say(const char *format, ...)
{
	size_t room = sizeof saying->bytes - saying->length;
	va_list list;
	va_start(list, format);
	int length = vsnprintf(saying->bytes + saying->length, room, format, list);
	va_end(list);
	saying->length += (size_t)length < room ? (size_t)length : room - 1;
}

static void say_character(char c)
{
	if (saying->length < sizeof saying->bytes - 1)
		saying->bytes[saying->length++] = c;
}

/* Hands a finished text on; it goes out when nothing waits to be read. */
static void send_text(struct text *text)
{
	for (size_t done = 0; done < text->length;) {
		size_t part = sizeof output - output_length;
		if (part > text->length - done)
			part = text->length - done;
		memcpy(output + output_length, text->bytes + done, part);
		output_length += part;
		done += part;
		if (output_length == sizeof output)
			flush();
	}
	text->length = 0;
}

static void say_encoded(const uint8_t *bytes, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		uint8_t b = bytes[i];
		bool plain = (b >= '0' && b <= '9') || (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z')
			|| (b && strchr("-_./:[]()@,+*~", b));
		if (plain)
			say_character((char)b);
		else
			say("%%%02x", b);
	}
}

/* The next line without its end. All answers are out before this waits. */
static char *next_line(void)
{
	for (;;) {
		char *end = memchr(input + input_start, '\n', input_end - input_start);
		if (end) {
			char *line = input + input_start;
			*end = 0;
			input_start = (size_t)(end + 1 - input);
			return line;
		}
		flush();
		memmove(input, input + input_start, input_end - input_start);
		input_end -= input_start;
		input_start = 0;
		if (input_end == sizeof input)
			power_off();
		ssize_t count = read(port, input + input_end, sizeof input - input_end);
		if (count < 0 && errno == EINTR)
			continue;
		if (count <= 0)
			power_off();
		input_end += (size_t)count;
	}
}

static void answer_errno(int error)
{
	const char *name = strerrorname_np(error);
	if (name && strcmp(name, "ENOTSUP") == 0)
		name = "EOPNOTSUPP";
	if (name)
		say("err %s", name);
	else
		say("err %d", error);
}

/* Answers with what a call returned. */
static void answer(long result)
{
	if (result < 0)
		answer_errno(errno);
	else
		say("ok");
}

/* ------------------------------------------------------------------ the kernel's log */

static int kernel_log = -1;

static bool is_fault(const char *text)
{
	static const char *const signs[] = {
		"cut here", "WARNING:", "BUG:", "Oops", "kernel BUG", "Kernel panic", "general protection", "refcount_t:",
		"soft lockup", "hard LOCKUP", "blocked for more than", "detected stall", "Bad page", "use-after-free",
		"INFO: task", "KASAN", "KFENCE", "UBSAN", "list_add corruption", "list_del corruption",
	};
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (strstr(text, signs[i]))
			return true;
	return false;
}

/* Says what the kernel logged since the last time: a fault with all that follows it in one remark, warnings one by one. */
static void report_log(void)
{
	static char record[8192];
	bool in_fault = false;
	int remarks = 0, fault_lines = 0;
	for (;;) {
		ssize_t length = read(kernel_log, record, sizeof record - 1);
		if (length < 0 && (errno == EPIPE || errno == EINTR))
			continue;
		if (length <= 0)
			break;
		record[length] = 0;
		char *text = strchr(record, ';');
		if (!text)
			continue;
		text++;
		text[strcspn(text, "\n")] = 0;
		int level = atoi(record) & 7;
		if (!in_fault && is_fault(text)) {
			in_fault = true;
			say("# kernel-fault ");
		} else if (in_fault && fault_lines < 80) {
			say("%%0a");
		} else if (!in_fault && level <= 4 && remarks < 20) {
			say("# kernel ");
			say_encoded((uint8_t *)text, strnlen(text, 400));
			say("\n");
			remarks++;
			continue;
		} else {
			continue;
		}
		fault_lines++;
		say_encoded((uint8_t *)text, strnlen(text, 300));
	}
	if (in_fault)
		say("\n");
}

/* What the kernel logged during an operation belongs to it, so it goes before the answer. */
static void send_reply(void)
{
	say("\n");
	saying = &remarks;
	report_log();
	saying = &reply;
	send_text(&remarks);
	send_text(&reply);
}

/* ------------------------------------------------------------------ programs, their handles and descriptors */

enum kind { FREE, DESCRIPTOR, MAPPING };

struct entry {
	char name[16];
	enum kind kind;
	int fd;
	uint8_t *map;
	size_t length; /* in whole pages */
	size_t size;   /* the file's, when it was mapped */
};

/* One program. Several can take turns on one kernel; each has handles and descriptors of its own. */
struct slot {
	struct entry *entries;
	size_t capacity, used;
	int tmpfiles;
};

static struct slot *slots[MAX_SLOTS];
static int current;
static bool dirty;

/* Whose each descriptor is: 0 nobody's yet, this program's own, one that only fills a hole, or a slot's. */
static uint16_t owners[MAX_FD];
enum { INTERNAL = 1, FILLER, FIRST_OWNER };

static int null_device = -1;
static int helper[2];
static bool limited;

static struct slot *slot(void)
{
	if (!slots[current]) {
		slots[current] = calloc(1, sizeof *slots[current]);
		slots[current]->capacity = 64;
		slots[current]->entries = calloc(64, sizeof(struct entry));
	}
	return slots[current];
}

static size_t place_of(struct slot *s, const char *name)
{
	uint64_t hash = 1469598103934665603u;
	for (const char *c = name; *c; c++)
		hash = (hash ^ (uint8_t)*c) * 1099511628211u;
	size_t i = hash & (s->capacity - 1);
	while (s->entries[i].name[0] && strcmp(s->entries[i].name, name))
		i = (i + 1) & (s->capacity - 1);
	return i;
}

/* The handle's entry, made when it is new, which may move the others. An entry stays when its handle is free again. */
static struct entry *entry_of(const char *name)
{
	struct slot *s = slot();
	size_t i = place_of(s, name);
	if (!s->entries[i].name[0]) {
		if (++s->used * 2 > s->capacity) {
			struct entry *old = s->entries;
			size_t count = s->capacity;
			s->capacity *= 2;
			s->entries = calloc(s->capacity, sizeof(struct entry));
			for (size_t j = 0; j < count; j++)
				if (old[j].name[0])
					s->entries[place_of(s, old[j].name)] = old[j];
			free(old);
			i = place_of(s, name);
		}
		snprintf(s->entries[i].name, sizeof s->entries[i].name, "%s", name);
	}
	return &s->entries[i];
}

/* How many descriptors each owner has; nobody's are not counted. */
static size_t owned[MAX_SLOTS + FIRST_OWNER], claimed;

static void own(int fd, int owner)
{
	if (fd < 0 || fd >= MAX_FD)
		return;
	if (owners[fd]) {
		owned[owners[fd]]--;
		claimed--;
	}
	owners[fd] = (uint16_t)owner;
	if (owner) {
		owned[owner]++;
		claimed++;
	}
}

static int internal(int fd)
{
	own(fd, INTERNAL);
	return fd;
}

static void hold(struct entry *e, int fd)
{
	e->kind = DESCRIPTOR;
	e->fd = fd;
	own(fd, FIRST_OWNER + current);
}

static void set_limit(rlim_t soft)
{
	struct rlimit limit = { soft, MAX_FD };
	setrlimit(RLIMIT_NOFILE, &limit);
}

/* How many descriptors this process has open; the kernel says so in one word (since 6.2). */
static size_t count_open(void)
{
	struct stat status;
	return stat("/proc/self/fd", &status) ? 0 : (size_t)status.st_size;
}

/* All open descriptors in ascending order; the caller frees the list. */
static int *open_descriptors(size_t *count)
{
	size_t total = count_open();
	int *list = malloc((total + 1) * sizeof *list);
	*count = 0;
	for (int fd = 0; *count < total && fd < MAX_FD; fd++)
		if (fcntl(fd, F_GETFD) >= 0)
			list[(*count)++] = fd;
	return list;
}

/* A descriptor that nobody claimed was left behind by an operation of the program that is running. */
static bool is_ours(int fd)
{
	return fd >= MAX_FD || owners[fd] == 0 || owners[fd] == FIRST_OWNER + current;
}

static void lift_limit(void)
{
	set_limit(MAX_FD);
	if (!limited)
		return;
	limited = false;
	size_t count;
	int *list = open_descriptors(&count);
	for (size_t i = 0; i < count; i++) {
		if (owners[list[i]] == FILLER) {
			close(list[i]);
			own(list[i], 0);
		}
	}
	free(list);
}

static void do_limit_fds(bool has_limit, uint64_t free_count)
{
	lift_limit();
	if (has_limit) {
		size_t count;
		int *list = open_descriptors(&count);
		int highest = count ? list[count - 1] : 2;
		size_t at = 0;
		for (int fd = 0; fd < highest; fd++) {
			if (at < count && list[at] == fd) {
				at++;
				continue;
			}
			if (dup2(null_device, fd) == fd)
				own(fd, FILLER);
		}
		free(list);
		limited = true;
		set_limit((rlim_t)highest + 1 + free_count);
	}
	say("ok");
}

/* Descriptors that nobody claimed are the work of the program whose turn it is. */
static size_t count_unclaimed(void)
{
	size_t total = count_open();
	return total > claimed ? total - claimed : 0;
}

static int compare_numbers(const void *left, const void *right)
{
	return *(const int *)left - *(const int *)right;
}

/* The descriptors of the program whose turn it is, in ascending order; the caller frees the list. */
static int *our_descriptors(size_t *count)
{
	struct slot *s = slot();
	size_t named = 0;
	for (size_t i = 0; i < s->capacity; i++)
		named += s->entries[i].kind == DESCRIPTOR;
	if (named != owned[FIRST_OWNER + current] || count_unclaimed()) {
		int *list = open_descriptors(count);
		size_t kept = 0;
		for (size_t i = 0; i < *count; i++)
			if (is_ours(list[i]))
				list[kept++] = list[i];
		*count = kept;
		return list;
	}
	int *list = malloc((named + 1) * sizeof *list);
	*count = 0;
	for (size_t i = 0; i < s->capacity; i++)
		if (s->entries[i].kind == DESCRIPTOR)
			list[(*count)++] = s->entries[i].fd;
	qsort(list, *count, sizeof *list, compare_numbers);
	return list;
}

/* What the death of a process does: mappings go, then descriptors in the order of their numbers. */
static void close_all(void)
{
	lift_limit();
	struct slot *s = slot();
	size_t count;
	int *list = our_descriptors(&count);
	for (size_t i = 0; i < s->capacity; i++) {
		if (s->entries[i].kind == MAPPING)
			munmap(s->entries[i].map - PAGE, s->entries[i].length + 2 * PAGE);
		s->entries[i].kind = FREE;
		s->entries[i].name[0] = 0;
	}
	s->used = 0;
	for (size_t i = 0; i < count; i++) {
		close(list[i]);
		own(list[i], 0);
	}
	free(list);
	char path[64];
	for (; s->tmpfiles > 0; s->tmpfiles--) {
		snprintf(path, sizeof path, "/t/%d.%d", current, s->tmpfiles);
		unlink(path);
	}
}

static void drop_slot(void)
{
	close_all();
	free(slots[current]->entries);
	free(slots[current]);
	slots[current] = NULL;
}

static bool image_is_loaded(void)
{
	char c = '0';
	int fd = open("/sys/kernel/kexec_loaded", O_RDONLY);
	if (fd >= 0) {
		if (read(fd, &c, 1) != 1)
			c = '0';
		close(fd);
	}
	return c == '1';
}

static long unload_image(void)
{
	return syscall(SYS_kexec_file_load, -1, -1, 0UL, NULL, (unsigned long)KEXEC_FILE_UNLOAD);
}

/* A program's turn is over until the next kernel: it lets go of what only one program can have at a time. */
static void end_turn(bool keep_image)
{
	if (!slots[current])
		return;
	lift_limit();
	struct stat device, status;
	bool has_device = !stat("/dev/liveupdate", &device);
	size_t count;
	int *list = our_descriptors(&count);
	for (size_t i = 0; i < count; i++) {
		int fd = list[i];
		own(fd, FIRST_OWNER + current);
		if (has_device && !fstat(fd, &status) && S_ISCHR(status.st_mode) && status.st_rdev == device.st_rdev) {
			close(fd);
			own(fd, 0);
		}
	}
	free(list);
	if (!keep_image && image_is_loaded())
		unload_image();
}

/* ------------------------------------------------------------------ arguments */

struct argument { const char *key, *value; };

static struct argument arguments[MAX_TOKENS];
static int argument_count;

static const char *find(const char *key)
{
	for (int i = 0; i < argument_count; i++)
		if (arguments[i].key && !strcmp(arguments[i].key, key))
			return arguments[i].value;
	return NULL;
}

static uint64_t number(const char *key, uint64_t ordinary)
{
	const char *text = find(key);
	return text ? strtoull(text, NULL, text[0] == '0' && text[1] == 'x' ? 16 : 10) : ordinary;
}

static const char *positional(int index)
{
	for (int i = 0; i < argument_count; i++)
		if (!arguments[i].key && index-- == 0)
			return arguments[i].value;
	return "";
}

static int digit(char c)
{
	return c >= 'a' ? c - 'a' + 10 : c >= 'A' ? c - 'A' + 10 : c - '0';
}

static size_t decode(const char *text, uint8_t *target, size_t room)
{
	size_t length = 0;
	for (; *text && length < room; text++) {
		if (*text == '%' && text[1] && text[2]) {
			target[length++] = (uint8_t)(digit(text[1]) << 4 | digit(text[2]));
			text += 2;
		} else {
			target[length++] = (uint8_t)*text;
		}
	}
	return length;
}

static int descriptor_of(const char *name)
{
	struct entry *e = *name ? entry_of(name) : NULL;
	return e && e->kind == DESCRIPTOR ? e->fd : NEVER_OPEN;
}

static int target(void)
{
	return descriptor_of(positional(0));
}

/* ------------------------------------------------------------------ contents */

static uint8_t *scratch;
static size_t scratch_size;

/* Memory for one transfer; only what is touched costs anything. */
static uint8_t *buffer_for(size_t length)
{
	if (length > scratch_size) {
		if (scratch)
			munmap(scratch, scratch_size);
		scratch_size = (length + PAGE) & ~(size_t)(PAGE - 1);
		scratch = mmap(NULL, scratch_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
		if (scratch == MAP_FAILED) {
			scratch = NULL;
			scratch_size = 0;
		}
	}
	return scratch;
}

static void release_buffer(size_t length)
{
	if (length > (1 << 20))
		madvise(scratch, scratch_size, MADV_DONTNEED);
}

static void lay_pattern(uint8_t *bytes, uint8_t fill, uint64_t offset, size_t length)
{
	while (length) {
		size_t in_unit = PAGE - offset % PAGE;
		if (in_unit > length)
			in_unit = length;
		memset(bytes, (uint8_t)(fill + (offset >> 12) + (offset >> 20)), in_unit);
		bytes += in_unit;
		offset += in_unit;
		length -= in_unit;
	}
}

static size_t run_length(const uint8_t *bytes, size_t length)
{
	size_t i = 1;
	uint64_t wide = bytes[0] * 0x0101010101010101u, here;
	while (i + 8 <= length && (memcpy(&here, bytes + i, 8), here == wide))
		i += 8;
	while (i < length && bytes[i] == bytes[0])
		i++;
	return i;
}

static void say_runs(const uint8_t *bytes, size_t length)
{
	uint64_t count = 0, digest = 0xcbf29ce484222325u;
	char text[16 * 24 + 1];
	size_t used = 0;
	for (size_t at = 0; at < length; count++) {
		uint64_t run = run_length(bytes + at, length - at);
		if (count < 16)
			used += (size_t)sprintf(text + used, "%s%02x*%llu", count ? "," : "", bytes[at], (unsigned long long)run);
		digest = (digest ^ bytes[at]) * 0x100000001b3u;
		for (int shift = 0; shift < 64; shift += 8)
			digest = (digest ^ (uint8_t)(run >> shift)) * 0x100000001b3u;
		at += run;
	}
	text[used] = 0;
	if (count > 16)
		say("%llu:%016llx", (unsigned long long)count, (unsigned long long)digest);
	else
		say("%s", text);
}

static void do_write(void)
{
	int fd = target();
	size_t length = number("len", 0);
	uint8_t fill = (uint8_t)number("fill", 0);
	bool at_offset = find("at") != NULL;
	uint64_t at = number("at", 0);
	uint64_t start = at;
	int flags = fcntl(fd, F_GETFL);
	struct stat status;
	if (flags >= 0 && (flags & O_APPEND) && !fstat(fd, &status))
		start = (uint64_t)status.st_size;
	else if (!at_offset)
		start = (uint64_t)lseek(fd, 0, SEEK_CUR);
	uint8_t *bytes = buffer_for(length);
	if (length && !bytes) {
		answer_errno(ENOMEM);
		return;
	}
	lay_pattern(bytes, fill, start, length);
	ssize_t count = at_offset ? pwrite(fd, bytes, length, (off_t)at) : write(fd, bytes, length);
	answer(count);
	if (count >= 0)
		say(" len=%zd", count);
	release_buffer(length);
}

static void do_read(void)
{
	int fd = target();
	size_t length = number("len", 0);
	uint8_t *bytes = buffer_for(length);
	if (length && !bytes) {
		answer_errno(ENOMEM);
		return;
	}
	ssize_t count = find("at") ? pread(fd, bytes, length, (off_t)number("at", 0)) : read(fd, bytes, length);
	answer(count);
	if (count >= 0) {
		say(" len=%zd data=", count);
		say_runs(bytes, (size_t)count);
	}
	release_buffer(length);
}

/* Size and contents of a new file; on failure the descriptor is closed and errno says why. */
static int fill_new(int fd)
{
	uint64_t size = number("size", 0);
	if (fd < 0 || size == 0)
		return fd;
	int error = 0;
	if (ftruncate(fd, (off_t)size)) {
		error = errno;
	} else if (find("fill")) {
		uint8_t *bytes = buffer_for(size);
		if (!bytes) {
			error = ENOMEM;
		} else {
			lay_pattern(bytes, (uint8_t)number("fill", 0), 0, size);
			if (pwrite(fd, bytes, size, 0) < 0)
				error = errno;
			release_buffer(size);
		}
	}
	if (error) {
		close(fd);
		errno = error;
		return -1;
	}
	return fd;
}

static int make_memfd(void)
{
	uint8_t name[513] = { 0 };
	const char *text = find("name");
	if (text)
		decode(text, name, 512);
	return fill_new((int)syscall(SYS_memfd_create, name, (unsigned)number("flags", 3)));
}

/* Made under a name in any case: O_TMPFILE would leave its own bits in the status flags for ever. */
static int make_tmpfile(void)
{
	char path[64];
	struct slot *s = slot();
	snprintf(path, sizeof path, "/t/%d.%d", current, s->tmpfiles + 1);
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL, 0600);
	if (fd >= 0 && !number("linked", 0))
		unlink(path);
	else if (fd >= 0)
		s->tmpfiles++;
	fd = fill_new(fd);
	if (fd < 0) {
		int error = errno;
		unlink(path);
		errno = error;
	}
	return fd;
}

static int make_special(void)
{
	const char *kind = find("kind");
	int ends[2];
	if (!kind)
		kind = "";
	if (!strcmp(kind, "eventfd"))
		return eventfd(0, 0);
	if (!strcmp(kind, "null"))
		return open("/dev/null", O_RDWR);
	if (!strcmp(kind, "proc"))
		return open("/proc/version", O_RDONLY);
	if (pipe(ends))
		return -1;
	close(ends[1]);
	return ends[0];
}

static bool is_memory_file(int fd)
{
	struct statfs system;
	struct stat status;
	return !fstat(fd, &status) && S_ISREG(status.st_mode) && !fstatfs(fd, &system) && system.f_type == TMPFS;
}

static int reopen(int fd)
{
	char path[64];
	struct stat status;
	if (fstat(fd, &status))
		return -1;
	if (!is_memory_file(fd)) {
		errno = EINVAL;
		return -1;
	}
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	return open(path, (int)number("flags", 2));
}

static ssize_t link_of(int fd, char *text, size_t room)
{
	char path[64];
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	ssize_t length = readlink(path, text, room - 1);
	if (length < 0 && errno == ENOENT)
		errno = EBADF;
	text[length < 0 ? 0 : length] = 0;
	return length;
}

static void do_unlink(int fd)
{
	char path[512];
	if (link_of(fd, path, sizeof path) < 0) {
		answer_errno(errno);
	} else if (strncmp(path, "/t/", 3) || strchr(path, ' ')) {
		answer_errno(ENOENT);
	} else {
		answer(unlink(path));
	}
}

static void do_stat(int fd)
{
	struct stat s;
	if (fstat(fd, &s))
		answer_errno(errno);
	else
		say("ok size=%llu blocks=%llu mode=0x%x links=%llu", (unsigned long long)s.st_size,
		    (unsigned long long)s.st_blocks, (unsigned)s.st_mode & 07777, (unsigned long long)s.st_nlink);
}

/* ------------------------------------------------------------------ mappings */

static sigjmp_buf lost_page;

static void on_bus_error(int signal)
{
	siglongjmp(lost_page, signal);
}

/* Untouchable pages around the mapping keep it apart from its neighbours, so that its name in map_files stays its own. */
static int map_file(struct entry *e, int fd)
{
	struct stat status;
	if (fstat(fd, &status))
		return -1;
	if (status.st_size == 0) {
		errno = EINVAL;
		return -1;
	}
	size_t length = ((size_t)status.st_size + PAGE - 1) & ~(size_t)(PAGE - 1);
	uint8_t *room = mmap(NULL, length + 2 * PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (room == MAP_FAILED)
		return -1;
	uint8_t *map = mmap(room + PAGE, (size_t)status.st_size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, fd, 0);
	if (map == MAP_FAILED) {
		int error = errno;
		munmap(room, length + 2 * PAGE);
		errno = error;
		return -1;
	}
	e->kind = MAPPING;
	e->map = map;
	e->length = length;
	e->size = (size_t)status.st_size;
	return 0;
}

static void do_store(void)
{
	struct entry *e = entry_of(positional(0));
	if (e->kind != MAPPING) {
		answer_errno(EBADF);
		return;
	}
	uint64_t at = number("at", 0), length = number("len", 0);
	char path[96];
	struct stat status;
	snprintf(path, sizeof path, "/proc/self/map_files/%lx-%lx", (unsigned long)e->map, (unsigned long)(e->map + e->length));
	if (stat(path, &status)) {
		answer_errno(errno);
	} else if (at + length < at || at + length > e->size || at + length > (uint64_t)status.st_size) {
		answer_errno(ERANGE);
	} else if (sigsetjmp(lost_page, 1)) {
		answer_errno(ENOMEM);
	} else {
		lay_pattern(e->map + at, (uint8_t)number("fill", 0), at, length);
		say("ok");
	}
}

/* ------------------------------------------------------------------ the device and its sessions */

/*
 * Another process opens the device and its descriptor is taken over from there, under the number that was kept free for it.
 * (Sockets cannot be counted on: a kernel may be built without them.)
 */
static int open_elsewhere(int flags)
{
	int place = dup(null_device);
	if (place < 0)
		return -1;
	struct rlimit before;
	getrlimit(RLIMIT_NOFILE, &before);
	set_limit(MAX_FD);
	int told[2] = { EAGAIN, -1 };
	pid_t child = fork();
	if (child == 0) {
		told[1] = open("/dev/liveupdate", flags);
		told[0] = told[1] < 0 ? errno : 0;
		if (write(helper[1], told, sizeof told) == sizeof told)
			pause();
		_exit(0);
	}
	if (child > 0 && read(helper[0], told, sizeof told) == sizeof told && !told[0]) {
		int process = (int)syscall(SYS_pidfd_open, child, 0u);
		int fd = (int)syscall(SYS_pidfd_getfd, process, told[1], 0u);
		if (fd < 0 || dup2(fd, place) < 0)
			told[0] = errno;
		close(fd);
		close(process);
	}
	if (child > 0) {
		/* Its copies of our descriptors are gone only when it is. */
		kill(child, SIGKILL);
		waitpid(child, NULL, 0);
	}
	set_limit(before.rlim_cur);
	if (told[0]) {
		close(place);
		errno = told[0];
		return -1;
	}
	return place;
}

static int open_device(void)
{
	int flags = (int)number("flags", 2);
	return number("by", 0) ? open_elsewhere(flags) : open("/dev/liveupdate", flags);
}

static int session_call(unsigned long command)
{
	struct name_argument argument = { .size = sizeof argument };
	const char *name = find("name");
	decode(name ? name : "", argument.name, sizeof argument.name);
	return ioctl(target(), command, &argument) < 0 ? -1 : argument.fd;
}

static int retrieve_fd(void)
{
	struct token_argument argument = { .size = sizeof argument, .token = number("token", 0) };
	return ioctl(target(), RETRIEVE_FD, &argument) < 0 ? -1 : argument.fd;
}

static void do_get_name(void)
{
	struct name_argument argument = { .size = sizeof argument, .fd = (int32_t)number("reserved", 0) };
	if (ioctl(target(), GET_NAME, &argument) < 0) {
		answer_errno(errno);
	} else {
		say("ok name=");
		say_encoded(argument.name, strnlen((char *)argument.name, sizeof argument.name));
	}
}

static bool carries_descriptor(unsigned long command)
{
	return command == CREATE_SESSION || command == RETRIEVE_SESSION || command == PRESERVE_FD || command == RETRIEVE_FD;
}

static void do_ioctl(const char *result_name)
{
	static uint8_t before[MAX_LINE];
	unsigned long command = number("cmd", 0);
	const char *hex = find("arg"), *where = find("at"), *file = find("fd");
	if (!hex)
		hex = "";
	size_t given = strlen(hex) / 2, length = number("len", given);
	if (length > sizeof before)
		length = sizeof before;
	size_t pages = (length + PAGE - 1) & ~(size_t)(PAGE - 1);
	uint8_t *room = mmap(NULL, pages + PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (room == MAP_FAILED) {
		answer_errno(ENOMEM);
		return;
	}
	uint8_t *buffer = room + pages - length;
	for (size_t i = 0; i < given && i < length; i++)
		buffer[i] = (uint8_t)(digit(hex[2 * i]) << 4 | digit(hex[2 * i + 1]));
	if (file && length > 4) {
		int fd = descriptor_of(file);
		memcpy(buffer + 4, &fd, length < 8 ? length - 4 : sizeof fd);
	}
	memcpy(before, buffer, length);
	mprotect(room + pages, PAGE, PROT_NONE);
	void *pointer = buffer;
	if (where && !strcmp(where, "null"))
		pointer = NULL;
	else if (where && !strcmp(where, "unmapped"))
		pointer = room + pages;
	else if (where && !strcmp(where, "readonly"))
		mprotect(room, pages, PROT_READ);
	int returned = ioctl(target(), command, pointer);
	if (returned < 0) {
		answer_errno(errno);
		say(" touched=%d", memcmp(before, buffer, length) != 0);
	} else {
		mprotect(room, pages, PROT_READ | PROT_WRITE);
		if (carries_descriptor(command) && pointer == buffer && length >= 8) {
			int fd;
			memcpy(&fd, buffer + 4, sizeof fd);
			memset(buffer + 4, 0, sizeof fd);
			if (command != PRESERVE_FD && result_name)
				hold(entry_of(result_name), fd);
			else if (command != PRESERVE_FD)
				close(fd);
		}
		while (length && !buffer[length - 1])
			length--;
		say("ok arg=");
		for (size_t i = 0; i < length; i++)
			say("%02x", buffer[i]);
	}
	munmap(room, pages + PAGE);
}

/* ------------------------------------------------------------------ the next kernel */

static int running_kernel;
static long boots = 1;

static bool put(int fd, const void *bytes, size_t length)
{
	return write(fd, bytes, length) == (ssize_t)length;
}

/* Appends one file to a cpio archive in the "newc" form. */
static bool archive(int fd, const char *name, const char *path, unsigned mode)
{
	static const char zeros[4];
	struct stat status = { 0 };
	int source = path ? open(path, O_RDONLY) : -1;
	if (path && (source < 0 || fstat(source, &status))) {
		if (source >= 0)
			close(source);
		return false;
	}
	char header[111];
	size_t name_size = strlen(name) + 1;
	snprintf(header, sizeof header, "070701%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x", 0, mode, 0, 0, 1, 0,
		 (unsigned)status.st_size, 0, 0, 0, 0, (unsigned)name_size, 0);
	bool good = put(fd, header, 110) && put(fd, name, name_size) && put(fd, zeros, (4 - (110 + name_size) % 4) % 4);
	if (source >= 0) {
		size_t length = (size_t)status.st_size;
		void *bytes = mmap(NULL, length, PROT_READ, MAP_PRIVATE, source, 0);
		good = good && bytes != MAP_FAILED && put(fd, bytes, length) && put(fd, zeros, (4 - length % 4) % 4);
		if (bytes != MAP_FAILED)
			munmap(bytes, length);
		close(source);
	}
	return good;
}

enum { MAX_KERNELS = 2 };

/* Kernel images that lie in memory which no kernel uses: so the initrd that every kexec copies stays small. */
static struct { uint64_t address, size; } images[MAX_KERNELS];
static int image_count;

/* Reads luoconf.images=ADDRESS+SIZE,… of the command line. */
static void find_images(const char *line)
{
	const char *word = strstr(line, "luoconf.images=");
	if (!word)
		return;
	char *end = (char *)word + strlen("luoconf.images=");
	while (image_count < MAX_KERNELS) {
		images[image_count].address = strtoull(end, &end, 16);
		if (*end != '+')
			return;
		images[image_count++].size = strtoull(end + 1, &end, 16);
		if (*end++ != ',')
			return;
	}
}

static bool has_next_kernel(void)
{
	return image_count > 1 || !access("/kernel1", F_OK);
}

/* A file with a kernel's image. */
static int open_kernel(int n)
{
	static const char signature[] = "HdrS";
	if (n >= image_count)
		return open(n ? "/kernel1" : "/kernel0", O_RDONLY);
	size_t size = images[n].size;
	int memory = open("/dev/mem", O_RDONLY);
	uint8_t *bytes = memory < 0 ? MAP_FAILED
		: mmap(NULL, size, PROT_READ, MAP_SHARED, memory, (off_t)images[n].address);
	int error = errno;
	if (memory >= 0)
		close(memory);
	if (bytes == MAP_FAILED) {
		errno = error;
		return -1;
	}
	int fd = (int)syscall(SYS_memfd_create, "kernel", 0u);
	if (fd >= 0 && (size < 0x206 || memcmp(bytes + 0x202, signature, 4) || !put(fd, bytes, size))) {
		close(fd);
		fd = -1;
		errno = ENOEXEC;
	}
	munmap(bytes, size);
	return fd;
}

static int make_initrd(void)
{
	int fd = (int)syscall(SYS_memfd_create, "initrd", 0u);
	if (fd < 0)
		return -1;
	bool good = archive(fd, "init", "/init", 0100755);
	if (good && !access("/kernel0", F_OK))
		good = archive(fd, "kernel0", "/kernel0", 0100644);
	if (good && !access("/kernel1", F_OK))
		good = archive(fd, "kernel1", "/kernel1", 0100644);
	if (good && archive(fd, "TRAILER!!!", NULL, 0))
		return fd;
	close(fd);
	errno = ENOMEM;
	return -1;
}

/* The present command line without what is said anew for each kernel. */
static void base_command_line(char *text, size_t room)
{
	static char line[4096];
	text[0] = 0;
	int fd = open("/proc/cmdline", O_RDONLY);
	ssize_t length = fd < 0 ? 0 : read(fd, line, sizeof line - 1);
	if (fd >= 0)
		close(fd);
	line[length < 0 ? 0 : length] = 0;
	for (char *word = strtok(line, " \n"); word; word = strtok(NULL, " \n"))
		if (strncmp(word, "kho=", 4) && strncmp(word, "liveupdate=", 11) && strncmp(word, "kho_scratch=", 12)
		    && (strncmp(word, "luoconf.", 8) || !strncmp(word, "luoconf.images=", 15))) {
			strncat(text, word, room - strlen(text) - 1);
			strncat(text, " ", room - strlen(text) - 1);
		}
}

static const char *parameter(const char *key, const char *ordinary)
{
	static uint8_t texts[3][72];
	static int next;
	const char *value = find(key);
	if (!value)
		return ordinary;
	uint8_t *text = texts[next++ % 3];
	text[decode(value, text, 64)] = 0;
	return (char *)text;
}

static long load_image(void)
{
	static char line[2048];
	base_command_line(line, 1024);
	int next = has_next_kernel() ? 1 - running_kernel : 0;
	size_t used = strlen(line);
	used += (size_t)snprintf(line + used, sizeof line - used, "kho=%s liveupdate=%s luoconf.kernel=%d luoconf.boots=%ld",
				 parameter("kho", "on"), parameter("liveupdate", "on"), next, boots + 1);
	const char *scratch_sizes = parameter("kho_scratch", NULL);
	if (scratch_sizes)
		snprintf(line + used, sizeof line - used, " kho_scratch=%s", scratch_sizes);

	struct rlimit before;
	getrlimit(RLIMIT_NOFILE, &before);
	set_limit(MAX_FD);
	long result = -1;
	int kernel = open_kernel(next);
	int initrd = make_initrd();
	if (kernel >= 0 && initrd >= 0)
		result = syscall(SYS_kexec_file_load, kernel, initrd, strlen(line) + 1, line, 0UL);
	int error = errno;
	if (kernel >= 0)
		close(kernel);
	if (initrd >= 0)
		close(initrd);
	set_limit(before.rlim_cur);
	errno = error;
	return result;
}

/* Comes back only when the kernel refuses; otherwise the next kernel's PID 1 answers. */
static void jump(void)
{
	flush();
	reboot(RB_KEXEC);
	answer_errno(errno);
}

static void do_load(void)
{
	const char *kind = find("kind");
	if (kind && strcmp(kind, "file"))
		say("unsupported reason=only%%20file");
	else
		answer(load_image());
}

static void do_kexec(void)
{
	if (!image_is_loaded() && load_image() < 0)
		answer_errno(errno);
	else
		jump();
}

/* ------------------------------------------------------------------ the harness's own words */

static long memory_line(const char *key)
{
	char line[128];
	long value = -1;
	FILE *file = fopen("/proc/meminfo", "r");
	while (file && fgets(line, sizeof line, file))
		if (!strncmp(line, key, strlen(key)))
			value = atol(line + strlen(key));
	if (file)
		fclose(file);
	return value;
}

/* Free pages that processors keep at hand, which are not in MemFree: thousands, once much has been freed. */
static long pages_at_hand(void)
{
	char line[128];
	long sum = 0;
	FILE *file = fopen("/proc/zoneinfo", "r");
	while (file && fgets(line, sizeof line, file)) {
		const char *word = line + strspn(line, " ");
		if (!strncmp(word, "count:", 6))
			sum += atol(word + 6);
	}
	if (file)
		fclose(file);
	return sum;
}

/* The pages that hold files, and those that nobody accounts for: the same but for some dozens when nothing is lost. */
static long used_memory(void)
{
	return memory_line("MemTotal:") - memory_line("MemFree:") - pages_at_hand() * 4 - memory_line("AnonPages:")
	    - memory_line("PageTables:") - memory_line("KernelStack:") - memory_line("Slab:");
}

static void do_report(void)
{
	struct utsname system;
	uname(&system);
	say("ok memfree=%ld memavailable=%ld fds=%zu boots=%ld kernel=%d release=", memory_line("MemFree:"),
	    memory_line("MemAvailable:"), count_open(), boots, running_kernel);
	say_encoded((uint8_t *)system.release, strlen(system.release));
}

/* Where a function of the kernel is, by its own list of symbols. */
static void do_symbol(void)
{
	const char *name = find("name");
	char line[256], text[160];
	FILE *file = fopen("/proc/kallsyms", "r");
	unsigned long long address = 0;
	while (file && !address && fgets(line, sizeof line, file))
		if (sscanf(line, "%*x %*c %159s", text) == 1 && name && !strcmp(text, name))
			address = strtoull(line, NULL, 16);
	if (file)
		fclose(file);
	if (address)
		say("ok address=0x%llx kernel=%d", address, running_kernel);
	else
		say("err ENOENT");
}

/* Whether the kernels' images can be read. */
static void do_images(void)
{
	int count = has_next_kernel() ? 2 : 1;
	for (int n = 0; n < count; n++) {
		int fd = open_kernel(n);
		if (fd < 0) {
			answer_errno(errno);
			return;
		}
		close(fd);
	}
	say("ok count=%d", count);
}

static void do_slot(void)
{
	uint64_t n = number("n", 0);
	if (n >= MAX_SLOTS) {
		answer_errno(ERANGE);
		return;
	}
	end_turn(number("keep", 0));
	current = (int)n;
	slot();
	say("ok");
}

static void close_everything(void)
{
	for (int i = 0; i < MAX_SLOTS; i++)
		if (slots[i]) {
			current = i;
			drop_slot();
		}
	current = 0;
	if (image_is_loaded())
		unload_image();
}

static void greet(void)
{
	struct utsname system;
	uname(&system);
	int huge = (int)syscall(SYS_memfd_create, "probe", 4u);
	if (huge >= 0)
		close(huge);
	say("hello luo 1 name=linux version=");
	say_encoded((uint8_t *)system.release, strlen(system.release));
	say(" observes=U features=hostile_pointers,second_process,mappings,descriptor_limits,boot_parameters%s",
	    huge >= 0 ? ",hugetlb" : "");
}

/* ------------------------------------------------------------------ the verbs */

static void do_close(void)
{
	struct entry *e = entry_of(positional(0));
	switch (e->kind) {
	case FREE:
		answer_errno(EBADF);
		break;
	case MAPPING:
		e->kind = FREE;
		answer(munmap(e->map - PAGE, e->length + 2 * PAGE));
		break;
	case DESCRIPTOR:
		e->kind = FREE;
		own(e->fd, 0);
		answer(close(e->fd));
		break;
	}
}

static int make_duplicate(void) { return dup(target()); }
static int make_reopened(void) { return reopen(target()); }
static int create_session(void) { return session_call(CREATE_SESSION); }
static int retrieve_session(void) { return session_call(RETRIEVE_SESSION); }

/* The verbs that make a descriptor and do nothing else. */
static const struct { const char *word; int (*make)(void); } makers[] = {
	{ "open", open_device }, { "create_session", create_session }, { "retrieve_session", retrieve_session },
	{ "retrieve_fd", retrieve_fd }, { "memfd", make_memfd }, { "tmpfile", make_tmpfile },
	{ "special", make_special }, { "dup", make_duplicate }, { "reopen", make_reopened },
};

static void do_fields(const char *key, long value)
{
	answer(value);
	if (value >= 0)
		say(" %s=0x%lx", key, value);
}

static bool do_file_verb(const char *verb)
{
	if (!strcmp(verb, "write")) {
		do_write();
	} else if (!strcmp(verb, "read")) {
		do_read();
	} else if (!strcmp(verb, "store")) {
		do_store();
	} else if (!strcmp(verb, "stat")) {
		do_stat(target());
	} else if (!strcmp(verb, "unlink")) {
		do_unlink(target());
	} else if (!strcmp(verb, "truncate")) {
		answer(ftruncate(target(), (off_t)number("size", 0)));
	} else if (!strcmp(verb, "fallocate")) {
		answer(fallocate(target(), (int)number("mode", 0), (off_t)number("at", 0), (off_t)number("len", 0)));
	} else if (!strcmp(verb, "add_seals")) {
		answer(fcntl(target(), F_ADD_SEALS, (unsigned)number("seals", 0)));
	} else if (!strcmp(verb, "get_seals")) {
		do_fields("seals", fcntl(target(), F_GET_SEALS));
	} else if (!strcmp(verb, "get_flags")) {
		long status = fcntl(target(), F_GETFL);
		do_fields("status", status);
		if (status >= 0)
			say(" descriptor=0x%x", fcntl(target(), F_GETFD));
	} else if (!strcmp(verb, "seek")) {
		const char *from = find("from");
		int whence = !from || !strcmp(from, "set") ? SEEK_SET : !strcmp(from, "cur") ? SEEK_CUR : SEEK_END;
		off_t position = lseek(target(), (off_t)number("to", 0), whence);
		answer(position);
		if (position >= 0)
			say(" pos=%lld", (long long)position);
	} else if (!strcmp(verb, "readlink")) {
		char path[512];
		ssize_t length = link_of(target(), path, sizeof path);
		answer(length);
		if (length >= 0) {
			say(" path=");
			say_encoded((uint8_t *)path, (size_t)length);
		}
	} else {
		return false;
	}
	return true;
}

static bool do_session_verb(const char *verb, const char *result_name)
{
	if (!strcmp(verb, "preserve_fd")) {
		struct token_argument argument = {
			.size = sizeof argument, .fd = descriptor_of(positional(1)), .token = number("token", 0),
		};
		answer(ioctl(target(), PRESERVE_FD, &argument));
	} else if (!strcmp(verb, "finish")) {
		struct finish_argument argument = { sizeof argument, (uint32_t)number("reserved", 0) };
		answer(ioctl(target(), FINISH, &argument));
	} else if (!strcmp(verb, "get_name")) {
		do_get_name();
	} else if (!strcmp(verb, "ioctl")) {
		do_ioctl(result_name);
	} else if (!strcmp(verb, "close")) {
		do_close();
	} else {
		return false;
	}
	return true;
}

static bool do_machine_verb(const char *verb)
{
	if (!strcmp(verb, "count_fds")) {
		say("ok count=%zu", owned[FIRST_OWNER + current] + count_unclaimed());
	} else if (!strcmp(verb, "limit_fds")) {
		do_limit_fds(find("free") != NULL, number("free", 0));
	} else if (!strcmp(verb, "die")) {
		close_all();
		say("ok");
	} else if (!strcmp(verb, "load")) {
		do_load();
	} else if (!strcmp(verb, "unload")) {
		answer(unload_image());
	} else if (!strcmp(verb, "reboot")) {
		jump();
	} else if (!strcmp(verb, "kexec")) {
		do_kexec();
	} else if (!strcmp(verb, "luoconf.slot")) {
		do_slot();
	} else if (!strcmp(verb, "luoconf.drop")) {
		end_turn(number("keep", 0));
		drop_slot();
		say("ok");
	} else if (!strcmp(verb, "luoconf.turn")) {
		end_turn(number("keep", 0));
		say("ok");
	} else if (!strcmp(verb, "luoconf.report")) {
		do_report();
	} else if (!strcmp(verb, "luoconf.images")) {
		do_images();
	} else if (!strcmp(verb, "luoconf.symbol")) {
		do_symbol();
	} else if (!strcmp(verb, "luoconf.memory")) {
		say("ok total=%ld used=%ld kernel=%d", memory_line("MemTotal:"), used_memory(), running_kernel);
	} else {
		return false;
	}
	return true;
}

static void do_operation(const char *verb, const char *result_name)
{
	if (result_name && entry_of(result_name)->kind != FREE) {
		answer_errno(EALREADY);
		return;
	}
	for (size_t i = 0; i < sizeof makers / sizeof *makers; i++)
		if (!strcmp(verb, makers[i].word)) {
			int fd = makers[i].make();
			answer(fd);
			if (fd >= 0)
				hold(entry_of(result_name ? result_name : "_"), fd);
			return;
		}
	if (!strcmp(verb, "mmap")) {
		int fd = target();
		answer(map_file(entry_of(result_name), fd));
		return;
	}
	if (!do_session_verb(verb, result_name) && !do_file_verb(verb) && !do_machine_verb(verb))
		say("unsupported reason=unknown");
}

/* Takes a line apart: [handle =] verb argument… */
static void do_line(char *line)
{
	char *words[MAX_TOKENS + 3];
	int count = 0;
	for (char *word = strtok(line, " \t\r"); word && count < MAX_TOKENS + 3 && *word != '#'; word = strtok(NULL, " \t\r"))
		words[count++] = word;
	if (count == 0 || (count == 2 && !strcmp(words[0], "luo")))
		return;
	int first = count >= 3 && !strcmp(words[1], "=") ? 2 : 0;
	const char *verb = words[first];
	argument_count = 0;
	for (int i = first + 1; i < count && argument_count < MAX_TOKENS; i++) {
		char *equals = strchr(words[i], '=');
		if (equals)
			*equals = 0;
		arguments[argument_count].key = equals ? words[i] : NULL;
		arguments[argument_count++].value = equals ? equals + 1 : words[i];
	}
	if (!strcmp(verb, "bye")) {
		say("ok");
		send_reply();
		flush();
		power_off();
	} else if (!strcmp(verb, "reset")) {
		bool fresh = !dirty;
		close_everything();
		argument_count = 0;
		if (fresh)
			say("ok");
		else
			do_kexec();
	} else {
		dirty = dirty || strncmp(verb, "luoconf.", 8) != 0;
		do_operation(verb, first ? words[0] : NULL);
	}
	send_reply();
}

/* ------------------------------------------------------------------ beginning */

static void read_parameters(void)
{
	static char line[4096];
	int fd = open("/proc/cmdline", O_RDONLY);
	ssize_t length = fd < 0 ? 0 : read(fd, line, sizeof line - 1);
	if (fd >= 0)
		close(fd);
	line[length < 0 ? 0 : length] = 0;
	char *word = strstr(line, "luoconf.kernel=");
	if (word)
		running_kernel = atoi(word + strlen("luoconf.kernel="));
	find_images(line);
	word = strstr(line, "luoconf.boots=");
	if (word)
		boots = atol(word + strlen("luoconf.boots="));
}

static int open_port(void)
{
	char path[512], name[64];
	for (int attempt = 0; attempt < 1000; attempt++) {
		DIR *directory = opendir("/sys/class/virtio-ports");
		for (struct dirent *d; directory && (d = readdir(directory));) {
			snprintf(path, sizeof path, "/sys/class/virtio-ports/%s/name", d->d_name);
			int fd = open(path, O_RDONLY);
			ssize_t length = fd < 0 ? -1 : read(fd, name, sizeof name - 1);
			if (fd >= 0)
				close(fd);
			if (length > 0 && !strncmp(name, "luoconf", 7)) {
				snprintf(path, sizeof path, "/dev/%s", d->d_name);
				fd = open(path, O_RDWR | O_CLOEXEC);
				if (fd >= 0) {
					closedir(directory);
					return fd;
				}
			}
		}
		if (directory)
			closedir(directory);
		usleep(2000);
	}
	return -1;
}

int main(void)
{
	mkdir("/proc", 0755);
	mkdir("/sys", 0755);
	mkdir("/dev", 0755);
	mkdir("/t", 0755);
	mount("proc", "/proc", "proc", 0, NULL);
	mount("sys", "/sys", "sysfs", 0, NULL);
	mount("dev", "/dev", "devtmpfs", 0, NULL);
	mount("t", "/t", "tmpfs", 0, "size=75%");
	mount("debug", "/sys/kernel/debug", "debugfs", 0, NULL);
	set_limit(MAX_FD);
	struct sigaction action = { .sa_handler = on_bus_error };
	sigaction(SIGBUS, &action, NULL);
	signal(SIGPIPE, SIG_IGN);
	read_parameters();

	for (int fd = 0; fd < 3; fd++)
		internal(fd);
	port = internal(open_port());
	kernel_log = internal(open("/dev/kmsg", O_RDONLY | O_NONBLOCK | O_CLOEXEC));
	null_device = internal(open("/dev/null", O_RDWR | O_CLOEXEC));
	if (port < 0 || null_device < 0 || pipe2(helper, O_CLOEXEC)) {
		fprintf(stderr, "luoconf: no port, or no memory\n");
		power_off();
	}
	internal(helper[0]);
	internal(helper[1]);

	if (boots == 1)
		greet();
	else
		say("ok");
	send_reply();
	for (;;)
		do_line(next_line());
}
