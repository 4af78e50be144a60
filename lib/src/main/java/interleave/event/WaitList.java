package interleave.event;

/**
 * The operations that wait at one primitive, the longest waiting first. Guarded by a lock of its owner.
 *
 * <p>It allocates nothing: the entries are their own links, so an entry is in one list at most. Adding, taking and removing
 * take constant time.
 *
 * @param <W> the primitive's kind of entry, one for each waiting operation
 */
public final class WaitList<W extends WaitList.Entry<W>> {

    /** What a primitive knows of one waiting operation; its links belong to the list and are guarded as the list is. */
    public abstract static class Entry<W extends Entry<W>> {
        private W previous;
        private W next;
        private boolean listed;

        /** Makes one that is in no list. */
        protected Entry() {}

        /** Returns the one that has waited next longest, {@code null} if this is the last. */
        public final W next() {
            return next;
        }

        /** Returns whether it is in a list. */
        public final boolean isListed() {
            return listed;
        }
    }

    private W first;
    private W last;
    private int size;

    /** Makes an empty list. */
    public WaitList() {}

    /** Returns how many wait. */
    public int size() {
        return size;
    }

    /** Returns whether nothing waits. */
    public boolean isEmpty() {
        return first == null;
    }

    /** Returns the longest waiting one; {@code null} if there is none. */
    public W first() {
        return first;
    }

    /** Adds one behind all others. */
    public void add(W entry) {
        Entry<W> links = entry;
        links.listed = true;
        links.previous = last;
        if (last == null) {
            first = entry;
        } else {
            link(last).next = entry;
        }
        last = entry;
        size++;
    }

    /** Puts one before all others, since it has waited longest. */
    public void addFirst(W entry) {
        Entry<W> links = entry;
        links.listed = true;
        links.next = first;
        if (first == null) {
            last = entry;
        } else {
            link(first).previous = entry;
        }
        first = entry;
        size++;
    }

    /** Takes the longest waiting one out; {@code null} if there is none. */
    public W poll() {
        var entry = first;
        if (entry != null) {
            remove(entry);
        }
        return entry;
    }

    /** Takes one out, and returns whether it was in the list. */
    public boolean remove(W entry) {
        Entry<W> links = entry;
        if (!links.listed) {
            return false;
        }
        if (links.previous == null) {
            first = links.next;
        } else {
            link(links.previous).next = links.next;
        }
        if (links.next == null) {
            last = links.previous;
        } else {
            link(links.next).previous = links.previous;
        }
        links.previous = null;
        links.next = null;
        links.listed = false;
        size--;
        return true;
    }

    /** The links of an entry are private to its supertype. */
    private Entry<W> link(W entry) {
        return entry;
    }
}
