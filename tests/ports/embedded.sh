#!/bin/sh
# embedded.sh DIR: the library's files, compiled by somebody else: without our flags, for a machine
# whose `long` has 32 bits. None may use what ends at 2 GiB or in 2038: a use is named with its file.
set -eu
dir=$1
flags="--sysroot=$dir/i386/root -std=c11 -D_POSIX_C_SOURCE=200809L -O1 -Wall -Wextra
	-Iruntime/include -Igenerated -Iruntime/lib -Iruntime/postgres -Iruntime/postgres/include
	-I$dir/i386/root/usr/include/postgresql"
short='open|openat|creat|fopen|freopen|stat|lstat|fstat|fstatat|lseek|fseeko|ftello|pread|pwrite'
short="$short|truncate|ftruncate|fcntl|mkstemp|mkostemp|readdir|posix_fallocate|statvfs|fstatvfs"
short="$short|time|clock_gettime|gettimeofday|gmtime_r|localtime_r|mktime|timegm|nanosleep"
short="$short|clock_nanosleep|pthread_cond_timedwait|pthread_cond_clockwait|sigtimedwait|select"
short="$short|pselect|ppoll|sem_timedwait|utimensat|futimens|timerfd_settime|curl_getdate"

mkdir -p "$dir/embedded"
rm -f "$dir"/embedded/*.o
# shellcheck disable=SC2016,SC2086 # for the inner shell; a list of words
printf '%s\n' runtime/lib/*/*.c runtime/postgres/*/*.c generated/*.c | xargs -P "$(nproc)" -I FILE sh -euc '
	dir=$1 file=$2
	shift 2
	i686-linux-gnu-gcc "$@" -c -o "$dir/embedded/$(echo "$file" | tr / _).o" "$file"
' sh "$dir" FILE $flags

bad=0
for object in "$dir"/embedded/*.o; do
	found=$(nm -u "$object" | grep -wE " U ($short)" || :)
	[ -z "$found" ] || {
		printf '%s:\n%s\n' "$(basename "$object" .o)" "$found"
		bad=1
	}
done
[ $bad = 0 ] || echo "Define _FILE_OFFSET_BITS and _TIME_BITS as 64 before any #include." >&2
exit $bad
