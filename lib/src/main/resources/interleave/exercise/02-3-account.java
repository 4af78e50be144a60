//# exercise 02-3 Account
//# minutes 15

//# ask
// `withdraw` takes the amount and returns true if there is enough, else it changes nothing and returns false. Two
// threads may withdraw at the same moment. Change the class so that the balance never falls below zero, not even for
// a moment, and a withdrawal is refused only if the money is not there.

//# hint
// Between the `if` and the next line another thread may run. What is then still true of what the `if` has found out?

//# hint
// Making `balance` an `AtomicInteger` makes each of the two steps atomic, and leaves a gap between them. What has to
// be one step?

//# hint
// Check and change under one lock: `synchronized boolean withdraw(…)`. `balance()` needs the same lock.

//# answer
/** Money that several threads withdraw. The balance is never below zero. */
class Account {
    private int balance;
    Account(int balance) { this.balance = balance; }
//# starter
    boolean withdraw(int amount) {
//# solution
    synchronized boolean withdraw(int amount) {
//# end
        if (balance < amount) {
            return false;
        }
        balance -= amount;
        return true;
    }
//# starter
    int balance() { return balance; }
//# solution
    synchronized int balance() { return balance; }
//# end
}

//# alternative compare and set: nobody ever waits; under contention a thread repeats its work, and only one number fits
class Account {
    private final AtomicInteger balance;

    Account(int balance) { this.balance = new AtomicInteger(balance); }

    boolean withdraw(int amount) {
        while (true) {
            int before = balance.get();
            if (before < amount) {
                return false;
            }
            if (balance.compareAndSet(before, before - amount)) {
                return true;
            }
        }
    }

    int balance() { return balance.get(); }
}

//# alternative getAndUpdate: the same loop, written by the JDK; its function may run twice, so it must only compute
class Account {
    private final AtomicInteger balance;

    Account(int balance) { this.balance = new AtomicInteger(balance); }

    boolean withdraw(int amount) {
        return balance.getAndUpdate(before -> before < amount ? before : before - amount) >= amount;
    }

    int balance() { return balance.get(); }
}

//# alternative a semaphore: check and change are its one operation; it surprises readers who look for a number
class Account {
    private final Semaphore money;

    Account(int balance) { money = new Semaphore(balance); }

    boolean withdraw(int amount) { return money.tryAcquire(amount); }
    int balance()                { return money.availablePermits(); }
}

//# mistake volatile: interleavings: both were paid
class Account {
    private volatile int balance;

    Account(int balance) { this.balance = balance; }

    boolean withdraw(int amount) {
        if (balance < amount) {
            return false;
        }
        balance -= amount;
        return true;
    }

    int balance() { return balance; }
}

//# mistake an atomic number, and a gap between check and change: interleavings: both were paid
class Account {
    private final AtomicInteger balance;

    Account(int balance) { this.balance = new AtomicInteger(balance); }

    boolean withdraw(int amount) {
        if (balance.get() < amount) {
            return false;
        }
        balance.addAndGet(-amount);
        return true;
    }

    int balance() { return balance.get(); }
}

//# mistake only the change is locked: interleavings: both were paid
class Account {
    private int balance;

    Account(int balance) { this.balance = balance; }

    boolean withdraw(int amount) {
        if (balance < amount) {
            return false;
        }
        synchronized (this) {
            balance -= amount;
        }
        return true;
    }

    synchronized int balance() { return balance; }
}

//# mistake taken first and given back: interleavings: one thread asks for 150 of 100
class Account {
    private final AtomicInteger balance;

    Account(int balance) { this.balance = new AtomicInteger(balance); }

    boolean withdraw(int amount) {
        if (balance.addAndGet(-amount) >= 0) {
            return true;
        }
        balance.addAndGet(amount);
        return false;
    }

    int balance() { return balance.get(); }
}

//# mistake the last coin stays: behaviour: all of it can be withdrawn
class Account {
    private int balance;

    Account(int balance) { this.balance = balance; }

    synchronized boolean withdraw(int amount) {
        if (balance <= amount) {
            return false;
        }
        balance -= amount;
        return true;
    }

    synchronized int balance() { return balance; }
}

//# checks
class AccountChecks {

    @Behaviour("one thread: it pays what is there")
    static void pays() {
        var account = new Account(100);
        assertTrue(account.withdraw(60), "withdraw(60) from 100");
        assertEquals(40, account.balance(), "balance() after withdraw(60) from 100");
    }

    @Behaviour("one thread: it refuses what is not there, and changes nothing")
    static void refuses() {
        var account = new Account(100);
        assertFalse(account.withdraw(101), "withdraw(101) from 100");
        assertEquals(100, account.balance(), "balance() after the refusal");
    }

    @Behaviour("all of it can be withdrawn")
    static void all() {
        var account = new Account(100);
        assertTrue(account.withdraw(100), "withdraw(100) from 100");
        assertEquals(0, account.balance(), "balance() after withdraw(100) from 100");
    }

    @Description("two threads withdraw 60 each from 100: one gets it, the other is refused")
    @Outcome(
            id = {"true, false, 40", "false, true, 40"},
            expect = ACCEPTABLE,
            desc = "one was paid, 40 are left")
    @Outcome(id = "true, true, -20", expect = FORBIDDEN, desc = "both were paid, and the balance is below zero")
    @Outcome(id = "true, true, 40", expect = FORBIDDEN, desc = "both were paid, and only one of them was booked")
    @Outcome(expect = FORBIDDEN, desc = "answers and balance do not fit one withdrawal of 60")
    public static class TwoWithdrawals {
        private final Account account = new Account(100);

        @Actor
        public void first(ZZI_Result result) {
            result.r1 = account.withdraw(60);
        }

        @Actor
        public void second(ZZI_Result result) {
            result.r2 = account.withdraw(60);
        }

        @Arbiter
        public void balance(ZZI_Result result) {
            result.r3 = account.balance();
        }
    }

    @Description("one thread asks for 150 of 100 and is refused; another reads 100 meanwhile, and gets 60")
    @Outcome(id = "false, 100, true", expect = ACCEPTABLE, desc = "the refusal changed nothing")
    @Outcome(id = "false, -.*", expect = FORBIDDEN, desc = "the balance was below zero for a moment")
    @Outcome(id = "false, 100, false", expect = FORBIDDEN, desc = "60 were there, and yet refused")
    @Outcome(expect = FORBIDDEN, desc = "answers and balance do not fit one withdrawal of 60")
    public static class RefusedBesidePaid {
        private final Account account = new Account(100);

        @Actor
        public void tooMuch(ZIZ_Result result) {
            result.r1 = account.withdraw(150);
        }

        @Actor
        public void enough(ZIZ_Result result) {
            result.r2 = account.balance();
            result.r3 = account.withdraw(60);
        }
    }
}

//# after
// The last seat of the flight is sold twice, the voucher is redeemed on two devices in the same second, the stock is
// minus one. Each single step was correct. It is the gap between them that is exploited, by chance or on purpose.
