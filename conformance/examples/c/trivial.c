/*
 * The least that speaks the wire: it answers every line with ok, and is no live update. `luoconf bench` measures the wire
 * with it; skeleton.c beside it is where to begin.
 */
#include <string.h>
#include <unistd.h>

static int put(const char *text, size_t length)
{
	while (length > 0) {
		ssize_t count = write(1, text, length);
		if (count <= 0)
			return 0;
		text += count;
		length -= (size_t)count;
	}
	return 1;
}

int main(void)
{
	static const char greeting[] = "hello luo 1 name=trivial version=1 observes=U features=all\n";
	static char input[65536], output[3 * sizeof input];
	ssize_t count;
	int runs = put(greeting, sizeof greeting - 1);
	while (runs && (count = read(0, input, sizeof input)) > 0) {
		size_t used = 0;
		for (ssize_t i = 0; i < count; i++)
			if (input[i] == '\n') {
				memcpy(output + used, "ok\n", 3);
				used += 3;
			}
		runs = put(output, used);
	}
	return 0;
}
