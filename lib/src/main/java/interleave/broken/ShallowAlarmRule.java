package interleave.broken;

import java.util.List;

/**
 * Wrong: a record that looks immutable and is not. Its fields are final; the list in one of them belongs to whoever
 * made it, who can still change it under all readers.
 *
 * @param atLeast the lowest severity that counts
 * @param sources the parts of a program whose entries count: the caller's own list, not a copy
 */
public record ShallowAlarmRule(int atLeast, List<String> sources) {}
