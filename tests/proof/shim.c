/* Comes between the program and the C library: clocks that are off, disks that fail or are slow, and a process that is
   killed, or answered with an error, at the nth file-system call below a folder. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum { KILL_BEFORE = 1, KILL_AFTER = 2 };  /* a greater one is an errno */

/* Shared by all processes of a program, and written from outside while they run. */
struct control { int64_t ahead, failing, delay, clocks; char below[PATH_MAX]; };

static struct control none, *shared = &none;
static char armed[PATH_MAX];
static int at, how, counted, names = -1;

__attribute__((constructor)) static void begin(void) {
  const char *file = getenv("PROOF_CONTROL");
  if (!file) return;
  int descriptor = open(file, O_RDWR | O_CLOEXEC);
  if (descriptor < 0) return;
  void *mapped = mmap(NULL, sizeof(struct control), PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
  close(descriptor);
  if (mapped != MAP_FAILED) shared = mapped;
}

/* From here on the nth call below `folder` ends so; with 0 none does, and the names of all are written to `log`. */
void proof_arm(const char *folder, int nth, int way, int log) {
  counted = 0; at = nth; how = way; names = log;
  snprintf(armed, sizeof armed, "%s", folder);
}

static int below(const char *path, const char *folder) {
  size_t length = strlen(folder);
  return length && !strncmp(path, folder, length);
}

static int concerns(const char *path, int descriptor, const char *folder) {
  char link[64], there[PATH_MAX];
  if (path && *path == '/') return below(path, folder);
  if (!path) {
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, there, sizeof there - 1);
    if (length < 0) return 0;
    there[length] = 0;
    return below(there, folder);
  }
  return getcwd(there, sizeof there) && below(there, folder);
}

/* Returns an errno that the call fails with, or 0; writing calls alone fail on a disk that takes nothing. */
static int before(const char *name, const char *path, int descriptor, int writes) {
  if (shared->failing && writes && concerns(path, descriptor, shared->below)) return (int)shared->failing;
  if (shared->delay && writes == 2 && concerns(path, descriptor, shared->below)) usleep((useconds_t)shared->delay);
  if (!armed[0] || !concerns(path, descriptor, armed)) return 0;
  counted++;
  if (names >= 0) dprintf(names, "%s\n", name);
  if (counted != at) return 0;
  if (how == KILL_BEFORE) kill(getpid(), SIGKILL);
  return how > KILL_AFTER ? how : 0;
}

static void after(const char *path, int descriptor) {
  int problem = errno;
  if (armed[0] && counted == at && how == KILL_AFTER && concerns(path, descriptor, armed)) kill(getpid(), SIGKILL);
  errno = problem;
}

#define AROUND(kind, name, writes, path, descriptor, types, values)           \
  kind name types {                                                           \
    static kind (*real) types;                                                \
    if (!real) real = (kind (*) types)dlsym(RTLD_NEXT, #name);                \
    int problem = before(#name, path, descriptor, writes);                    \
    if (problem) { errno = problem; return -1; }                              \
    kind result = real values;                                                \
    after(path, descriptor);                                                  \
    return result;                                                            \
  }

AROUND(ssize_t, write, 1, NULL, fd, (int fd, const void *bytes, size_t count), (fd, bytes, count))
AROUND(ssize_t, pwrite, 1, NULL, fd, (int fd, const void *bytes, size_t count, off_t where), (fd, bytes, count, where))
AROUND(ssize_t, pwrite64, 1, NULL, fd, (int fd, const void *bytes, size_t count, off64_t where), (fd, bytes, count, where))
AROUND(ssize_t, writev, 1, NULL, fd, (int fd, const struct iovec *parts, int count), (fd, parts, count))
AROUND(ssize_t, read, 0, NULL, fd, (int fd, void *bytes, size_t count), (fd, bytes, count))
AROUND(ssize_t, pread, 0, NULL, fd, (int fd, void *bytes, size_t count, off_t where), (fd, bytes, count, where))
AROUND(ssize_t, pread64, 0, NULL, fd, (int fd, void *bytes, size_t count, off64_t where), (fd, bytes, count, where))
AROUND(ssize_t, sendfile, 1, NULL, out, (int out, int in, off_t *where, size_t count), (out, in, where, count))
AROUND(ssize_t, sendfile64, 1, NULL, out, (int out, int in, off64_t *where, size_t count), (out, in, where, count))
AROUND(int, fsync, 2, NULL, fd, (int fd), (fd))
AROUND(int, fdatasync, 2, NULL, fd, (int fd), (fd))
AROUND(int, ftruncate, 1, NULL, fd, (int fd, off_t length), (fd, length))
AROUND(int, ftruncate64, 1, NULL, fd, (int fd, off64_t length), (fd, length))
AROUND(int, fchmod, 1, NULL, fd, (int fd, mode_t mode), (fd, mode))
AROUND(int, chmod, 1, path, -1, (const char *path, mode_t mode), (path, mode))
AROUND(int, rename, 1, from, -1, (const char *from, const char *to), (from, to))
AROUND(int, link, 1, from, -1, (const char *from, const char *to), (from, to))
AROUND(int, symlink, 1, to, -1, (const char *from, const char *to), (from, to))
AROUND(int, unlink, 1, path, -1, (const char *path), (path))
AROUND(int, rmdir, 1, path, -1, (const char *path), (path))
AROUND(int, mkdir, 1, path, -1, (const char *path, mode_t mode), (path, mode))
AROUND(int, unlinkat, 1, *path == '/' ? path : NULL, folder, (int folder, const char *path, int flags), (folder, path, flags))

#define OPENING(name)                                                         \
  int name(const char *path, int flags, ...) {                                \
    static int (*real)(const char *, int, ...);                               \
    if (!real) real = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, #name); \
    va_list more;                                                             \
    va_start(more, flags);                                                    \
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(more, mode_t) : 0;   \
    va_end(more);                                                             \
    int writes = (flags & (O_CREAT | O_TRUNC)) != 0;                          \
    int problem = before(writes ? #name "+" : #name, path, -1, writes);       \
    if (problem) { errno = problem; return -1; }                              \
    int result = real(path, flags, mode);                                     \
    after(path, -1);                                                          \
    return result;                                                            \
  }
OPENING(open)
OPENING(open64)

int clock_gettime(clockid_t clock, struct timespec *now) {
  static int (*real)(clockid_t, struct timespec *);
  if (!real) real = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
  int result = real(clock, now);
  if (!result && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) now->tv_sec += shared->ahead;
  return result;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
  struct timespec precise;
  (void)zone;
  int result = clock_gettime(CLOCK_REALTIME, &precise);
  if (now) { now->tv_sec = precise.tv_sec; now->tv_usec = precise.tv_nsec / 1000; }
  return result;
}

time_t time(time_t *where) {
  struct timespec precise;
  clock_gettime(CLOCK_REALTIME, &precise);
  if (where) *where = precise.tv_sec;
  return precise.tv_sec;
}
