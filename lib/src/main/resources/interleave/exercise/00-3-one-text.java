//# exercise 00-3 One text
//# minutes 8

//# ask
// Each thread here prints its line. Let `of` return all lines as one text instead, and print nothing: the lines in
// the order of the words, with a line break (`"\n"`) between two. The threads shall still run at the same time.

//# hint
// A thread can leave its line somewhere, and `of` can read it there after the `join`. Where, so that no two threads
// write to the same place?

//# hint
// An array with a place for each word keeps the order, whichever thread is done first.

//# hint
// `var lines = new String[words.size()];`, in thread number `i`: `lines[i] = line.apply(words.get(i))`, and in the
// end `String.join("\n", lines)`. A lambda can use `i` only if it never changes: copy it to a variable of its own.

//# answer
/** Lets a thread for each word make a line, all at the same time. */
class Report {
    static String of(List<String> words, Function<String, String> line) throws InterruptedException {
        var threads = new ArrayList<Thread>();
//# starter
        for (var word : words) {
            threads.add(Thread.startVirtualThread(() -> System.out.println(line.apply(word))));
        }
        for (var thread : threads) {
            thread.join();
        }
        return "";
//# solution
        var lines = new String[words.size()];
        for (int i = 0; i < lines.length; i++) {
            int place = i;
            threads.add(Thread.startVirtualThread(() -> lines[place] = line.apply(words.get(place))));
        }
        for (var thread : threads) {
            thread.join();
        }
        return String.join("\n", lines);
//# end
    }
}

//# alternative a FutureTask for each word: no array, no index; it also hands over an exception, so `of` throws more
class Report {
    static String of(List<String> words, Function<String, String> line) throws Exception {
        var tasks = new ArrayList<FutureTask<String>>();
        for (var word : words) {
            var task = new FutureTask<>(() -> line.apply(word));
            tasks.add(task);
            Thread.startVirtualThread(task);
        }
        var text = new StringJoiner("\n");
        for (var task : tasks) {
            text.add(task.get());
        }
        return text.toString();
    }
}

//# alternative an executor: it starts and joins for you, and needs the least code; it is a concept more
class Report {
    static String of(List<String> words, Function<String, String> line) throws Exception {
        List<Future<String>> lines;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            lines = words.stream().map(word -> threads.submit(() -> line.apply(word))).toList();
        }
        return lines.stream().map(Future::resultNow).collect(Collectors.joining("\n"));
    }
}

//# mistake it returns the text and prints as well: behaviour: nothing is printed
class Report {
    static String of(List<String> words, Function<String, String> line) throws InterruptedException {
        var lines = new String[words.size()];
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < lines.length; i++) {
            int place = i;
            threads.add(Thread.startVirtualThread(() -> {
                lines[place] = line.apply(words.get(place));
                System.out.println(lines[place]);
            }));
        }
        for (var thread : threads) {
            thread.join();
        }
        return String.join("\n", lines);
    }
}

//# mistake lines in the order of arrival: behaviour: the lines stand in the order of the words
class Report {
    static String of(List<String> words, Function<String, String> line) throws InterruptedException {
        var lines = new ConcurrentLinkedQueue<String>();
        var threads = new ArrayList<Thread>();
        for (var word : words) {
            threads.add(Thread.startVirtualThread(() -> lines.add(line.apply(word))));
        }
        for (var thread : threads) {
            thread.join();
        }
        return String.join("\n", lines);
    }
}

//# mistake joined in the loop that starts them: behaviour: the threads run at the same time
class Report {
    static String of(List<String> words, Function<String, String> line) throws InterruptedException {
        var lines = new String[words.size()];
        for (int i = 0; i < lines.length; i++) {
            int place = i;
            var thread = Thread.startVirtualThread(() -> lines[place] = line.apply(words.get(place)));
            thread.join();
        }
        return String.join("\n", lines);
    }
}

//# mistake no thread is joined: behaviour: it waits for every line
class Report {
    static String of(List<String> words, Function<String, String> line) {
        var lines = new String[words.size()];
        for (int i = 0; i < lines.length; i++) {
            int place = i;
            Thread.startVirtualThread(() -> lines[place] = line.apply(words.get(place)));
        }
        return String.join("\n", lines);
    }
}

//# checks
class ReportChecks {
    private static final List<String> WORDS = List.of("thread", "lock", "channel");

    @Behaviour("no word, no line")
    static void noWord() throws Exception {
        assertEquals("", Report.of(List.of(), word -> word), "the text of no words");
    }

    @Behaviour(value = "the threads run at the same time: each waits until the others have begun", seconds = 1)
    static void together() throws Exception {
        var begun = new CountDownLatch(WORDS.size());
        Report.of(WORDS, word -> {
            begun.countDown();
            await(begun);
            return word;
        });
    }

    @Behaviour("it waits for every line, the last one too")
    static void waits() throws Exception {
        var caller = Thread.currentThread();
        String text = Report.of(WORDS, word -> {
            if (word.equals("channel")) {
                untilItWaits(caller);
            }
            return word.toUpperCase();
        });
        assertTrue(text.contains("CHANNEL"), "the last line, which came late, is in the text");
    }

    @Behaviour(value = "the lines stand in the order of the words, though the first comes last", seconds = 1)
    static void inOrder() throws Exception {
        var others = new CountDownLatch(WORDS.size() - 1);
        String text = Report.of(WORDS, word -> {
            if (word.equals("thread")) {
                await(others);
            }
            others.countDown();
            return word + " " + word.length();
        });
        assertEquals(List.of("thread 6", "lock 4", "channel 7"), text.lines().toList(), "the lines of the text");
    }

    @Behaviour("nothing is printed")
    static void silent() throws Exception {
        var console = System.out;
        var printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true));
        try {
            Report.of(WORDS, word -> word);
        } finally {
            System.setOut(console);
        }
        assertEquals(List.of(), printed.toString().lines().sorted().toList(), "the lines that it prints");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

//# after
// Log lines of many threads, each made of three prints, come out as a salad that no tool can read. One text, written
// by one thread, stays whole. The order of arrival is another such trap: the report is right on a quiet day, and
// sorted otherwise on a busy one.
