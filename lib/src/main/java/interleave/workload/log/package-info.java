/**
 * Logs as input: any file, of any size, split into entries that are counted by severity.
 *
 * <p>Floor 4. {@link interleave.workload.log.LogFile} names a file, {@link interleave.workload.log.LogSlice} is a part
 * of it that one thread reads alone, {@link interleave.workload.log.LogReader} reads the entries of a slice one after
 * the other, and {@link interleave.workload.log.LogSummary} counts them; the summaries of all slices add up to that of
 * the file. {@link interleave.workload.log.JvmLog} makes a real log to read. Reading needs the JDK alone.
 *
 * <h2>The rules</h2>
 *
 * <p><b>Text.</b> A file that begins with a UTF-16 byte order mark is UTF-16, every other file is UTF-8; the mark
 * itself is dropped. Bytes that are no text in that encoding become U+FFFD, and the number of these is counted.
 *
 * <p><b>Lines.</b> LF, CRLF and CR end a line. What follows the last of them is a line if it is not empty, so an empty
 * file has no line and a final line end adds none.
 *
 * <p><b>Continuations.</b> A line continues the entry above it if it
 *
 * <ul>
 *   <li>is indented: begins with a space or a tab, or with the blank decorations {@code [     ]} by which the JVM
 *       indents all but the first line of a message (the one blank of {@code " INFO"} and {@code " WARN"} in a Logback
 *       or Log4j layout is no indent: the pattern {@code %5p} pads these levels to five characters);
 *   <li>begins with {@code at }, {@code Caused by:} or {@code Suppressed:};
 *   <li>begins with the head of an exception, as {@link java.lang.Throwable#toString()} writes it: a qualified class
 *       name that ends in Exception, Error or Throwable, alone or followed by a colon and a message.
 * </ul>
 *
 * <p>Whether a line is a continuation is seen before its format is: an indented line may well quote a log line and is
 * no entry for that. The entry above may be of unknown format. A line of this shape with nothing above it is an entry.
 * {@code Exception in thread "main" …} is no continuation: the JVM reports there the end of a thread, which has nothing
 * to do with the line above; the stack trace below belongs to it.
 *
 * <p><b>Entries.</b> Every other line begins an entry. Its {@link interleave.workload.log.LogFormat} is the first one
 * that fits that line. If none fits, and so for an empty line, the format is unknown and there is no severity. Format
 * and continuation follow from the line alone, never from lines further up: a thread that starts in the middle of a
 * file sees what one that started at the top would see.
 *
 * <p>A time in brackets is what both the JVM and pattern layouts begin with. It is the JVM's if a level in lower case
 * follows in brackets; without such a level, a level in upper case further on makes it a pattern layout, else an uptime
 * such as {@code [0.015s]}, or tags behind another time as the JVM writes it, make it the JVM's. Anything else, such as
 * a build server's {@code [2024-01-02T10:11:12.345Z] + mvn test}, is unknown.
 *
 * <p><b>Severity.</b> 1 trace and debug, 2 info and notice, 3 warning, 4 error, 5 fatal and above. A known format that
 * states no level is 2; an HTTP status of 4xx is 3, of 5xx is 4, any other 2. In JSON, a level that is a word counts
 * before one that is a number, and of two of a kind the first. A number up to 7 is read as syslog's, up to 100 as pino's
 * and bunyan's, 300 to 1000 as one of java.util.logging's; any other states no level.
 *
 * <p><b>Size.</b> Memory does not depend on the file. An entry of more than 65,536 characters keeps its head and its
 * length; its format is told by that head. What the rest of a long JSON line states as its level still counts, since
 * many libraries write it behind the message; whether the rest is JSON too is not checked.
 *
 * <p>Nothing is lost: lines = entries + continuations, and entries = the sum over the severities + unknown.
 */
package interleave.workload.log;
