//# exercise 00-1 Idle cores
//# minutes 3

//# ask
// A program with `threads` threads that all compute runs on a machine with `cores` cores. Return how many cores have
// nothing to do. First run the cell as it is. Then break it, by leaving out a semicolon, and read what comes. Then
// solve it.

//# hint
// What is the answer for 4 cores and 1 thread? Write that first, and run the cell.

//# hint
// And for 4 cores and 6 threads? Two threads wait for their turn. How many cores are idle?

//# hint
// `Math.max(0, …)` is never below zero.

//# answer
class Cores {
    /** Returns how many of the cores are idle while so many threads compute. */
    static int idle(int cores, int threads) {
//# starter
        return cores;
//# solution
        return Math.max(0, cores - threads);
//# end
    }
}

//# alternative both cases written out: longer, and nobody has to think what `max` does there
class Cores {
    static int idle(int cores, int threads) {
        return threads < cores ? cores - threads : 0;
    }
}

//# alternative busy cores first: one word more to read, but it names what keeps the result from falling below zero
class Cores {
    static int idle(int cores, int threads) {
        int busy = Math.min(cores, threads);
        return cores - busy;
    }
}

//# mistake a semicolon is missing: compile: ';' expected
class Cores {
    static int idle(int cores, int threads) {
        return Math.max(0, cores - threads)
    }
}

//# mistake more threads than cores: behaviour: more threads than cores: none is idle
class Cores {
    static int idle(int cores, int threads) {
        return cores - threads;
    }
}

//# mistake the main thread is counted twice: behaviour: 4 cores, 1 thread: 3 are idle
class Cores {
    static int idle(int cores, int threads) {
        return Math.max(0, cores - threads - 1);
    }
}

//# mistake this machine's cores: behaviour: any machine
class Cores {
    static int idle(int cores, int threads) {
        return Math.max(0, Runtime.getRuntime().availableProcessors() - threads);
    }
}

//# checks
class CoresChecks {

    @Behaviour("any machine: with no thread all its cores are idle")
    static void noThread() {
        assertEquals(1, Cores.idle(1, 0), "idle(1, 0)");
        assertEquals(4, Cores.idle(4, 0), "idle(4, 0)");
        assertEquals(192, Cores.idle(192, 0), "idle(192, 0)");
    }

    @Behaviour("4 cores, 1 thread: 3 are idle")
    static void oneThread() {
        assertEquals(3, Cores.idle(4, 1), "idle(4, 1)");
    }

    @Behaviour("as many threads as cores: none is idle")
    static void asMany() {
        assertEquals(0, Cores.idle(4, 4), "idle(4, 4)");
    }

    @Behaviour("more threads than cores: none is idle")
    static void more() {
        assertEquals(0, Cores.idle(4, 6), "idle(4, 6)");
    }
}

//# after
// A service that runs on a machine with 64 cores and does its work in one thread shows a load of under two per cent.
// It looks as if nothing were wrong, and its users wait.
