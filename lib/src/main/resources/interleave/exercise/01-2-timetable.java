//# exercise 01-2 A timetable for all
//# minutes 8

//# ask
// Many threads shall read one timetable without a lock. Make it immutable: whatever its maker does with the list and
// the array that it was made from, and whatever a reader does with what `stops()` and `minutes()` return, the
// timetable stays as it was made. Keep its constructor and its two methods.

//# hint
// The fields of a record are final. What can still change?

//# hint
// There are two ways in: what the constructor was given, and what the methods give away. An array has no way to
// refuse a change.

//# hint
// In the compact constructor: `stops = List.copyOf(stops);` and `minutes = minutes.clone();`. And an accessor of your
// own: `public int[] minutes() { return minutes.clone(); }`.

//# answer
/** Where a bus stops, and after how many minutes. Never changes. */
record Timetable(List<String> stops, int[] minutes) {
//# solution
    Timetable {
        stops = List.copyOf(stops);
        minutes = minutes.clone();
    }

    @Override
    public int[] minutes() {
        return minutes.clone();
    }
//# end
}

//# alternative a list of numbers within: nothing in the object can change any more; each call builds the array anew
final class Timetable {
    private final List<String> stops;
    private final List<Integer> minutes;

    Timetable(List<String> stops, int[] minutes) {
        this.stops = List.copyOf(stops);
        this.minutes = IntStream.of(minutes).boxed().toList();
    }

    List<String> stops() { return stops; }
    int[] minutes() { return minutes.stream().mapToInt(Integer::intValue).toArray(); }
}

//# alternative a list that can change, copied both ways: right, but each reader pays for a copy of its own
record Timetable(List<String> stops, int[] minutes) {
    Timetable {
        stops = new ArrayList<>(stops);
        minutes = minutes.clone();
    }

    @Override
    public List<String> stops() {
        return new ArrayList<>(stops);
    }

    @Override
    public int[] minutes() {
        return minutes.clone();
    }
}

//# mistake a view is not a copy: behaviour: its maker goes on with the list
record Timetable(List<String> stops, int[] minutes) {
    Timetable {
        stops = Collections.unmodifiableList(stops);
        minutes = minutes.clone();
    }

    @Override
    public int[] minutes() {
        return minutes.clone();
    }
}

//# mistake the live array is given away: behaviour: a reader writes into the array
record Timetable(List<String> stops, int[] minutes) {
    Timetable {
        stops = List.copyOf(stops);
        minutes = minutes.clone();
    }
}

//# mistake the live list is given away: behaviour: a reader changes the list
record Timetable(List<String> stops, int[] minutes) {
    Timetable {
        stops = new ArrayList<>(stops);
        minutes = minutes.clone();
    }

    @Override
    public int[] minutes() {
        return minutes.clone();
    }
}

//# mistake copied only on the way out: behaviour: its maker goes on with the array
record Timetable(List<String> stops, int[] minutes) {
    @Override
    public List<String> stops() {
        return List.copyOf(stops);
    }

    @Override
    public int[] minutes() {
        return minutes.clone();
    }
}

//# mistake the parameter is copied after the field has it: compile: cannot assign a value to final variable
record Timetable(List<String> stops, int[] minutes) {
    Timetable {
        this.stops = List.copyOf(stops);
        this.minutes = minutes.clone();
    }

    @Override
    public int[] minutes() {
        return minutes.clone();
    }
}

//# checks
class TimetableChecks {
    private static final List<String> STOPS = List.of("Harbour", "Market", "School");

    @Behaviour("it holds what it was made from")
    static void holds() {
        check(new Timetable(STOPS, new int[] {0, 4, 9}), "a new timetable");
    }

    @Behaviour("its maker goes on with the list: the timetable stays as it was")
    static void makersList() {
        var stops = new ArrayList<>(STOPS);
        var timetable = new Timetable(stops, new int[] {0, 4, 9});
        stops.clear();
        check(timetable, "a timetable whose maker has emptied the list");
    }

    @Behaviour("its maker goes on with the array: the timetable stays as it was")
    static void makersArray() {
        int[] minutes = {0, 4, 9};
        var timetable = new Timetable(STOPS, minutes);
        minutes[1] = 99;
        check(timetable, "a timetable whose maker has written into the array");
    }

    @Behaviour("a reader changes the list that it got: it is refused, or the timetable stays as it was")
    static void readersList() {
        var timetable = new Timetable(new ArrayList<>(STOPS), new int[] {0, 4, 9});
        try {
            timetable.stops().set(0, "Airport");
        } catch (UnsupportedOperationException refused) {
            // The better answer.
        }
        check(timetable, "a timetable whose reader has changed the list");
    }

    @Behaviour("a reader writes into the array that it got: the timetable stays as it was")
    static void readersArray() {
        var timetable = new Timetable(STOPS, new int[] {0, 4, 9});
        timetable.minutes()[1] = 99;
        check(timetable, "a timetable whose reader has written into the array");
    }

    private static void check(Timetable timetable, String which) {
        assertEquals(STOPS, timetable.stops(), "stops() of " + which);
        assertEquals(List.of(0, 4, 9), IntStream.of(timetable.minutes()).boxed().toList(), "minutes() of " + which);
    }
}

//# after
// A cache hands out its list, one caller sorts it for his own page, and from then on every page is sorted like that.
// If two callers do it at once, an element is there twice and another is gone. The cause is in code that looks as if
// it only read.
