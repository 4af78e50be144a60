//# exercise 02-6 Transfer
//# minutes 15

//# ask
// `transfer` moves money between two accounts, `total` adds their balances. Both take both locks, so no money is ever
// missing. But two transfers in opposite directions can wait for each other for ever. Change `Bank` so that they
// cannot, and keep it true that `total` never sees money on its way. An account's `id` never changes, and no two
// accounts have the same. Leave `Account` as it is.

//# hint
// Write down which lock each thread holds and which it waits for, when one transfers from a to b and the other from b
// to a.

//# hint
// What if both threads had to take the same lock first, whichever way the money goes?

//# hint
// Order the two by `id`: `var first = from.id < to.id ? from : to;`, and the other one second.

//# answer
class Account { final int id; int balance = 100; Account(int id) { this.id = id; } }
class Bank {
    static void transfer(Account from, Account to, int amount) {
//# starter
        synchronized (from) {
            synchronized (to) {
//# solution
        synchronized (from.id < to.id ? from : to) {
            synchronized (from.id < to.id ? to : from) {
//# end
                from.balance -= amount;
                to.balance += amount;
            }
        }
    }
    static int total(Account a, Account b) {
//# starter
        synchronized (a) { synchronized (b) { return a.balance + b.balance; } }
//# solution
        synchronized (a.id < b.id ? a : b) { synchronized (a.id < b.id ? b : a) { return a.balance + b.balance; } }
//# end
    }
}

//# alternative one lock for the whole bank: nothing to order; every transfer waits for every other one
class Account { final int id; int balance = 100; Account(int id) { this.id = id; } }

class Bank {
    static synchronized void transfer(Account from, Account to, int amount) {
        from.balance -= amount;
        to.balance += amount;
    }

    static synchronized int total(Account a, Account b) {
        return a.balance + b.balance;
    }
}

//# alternative the order in one place: two methods cannot disagree about it; the work travels as a lambda
class Account { final int id; int balance = 100; Account(int id) { this.id = id; } }

class Bank {
    static void transfer(Account from, Account to, int amount) {
        withBoth(from, to, () -> {
            from.balance -= amount;
            to.balance += amount;
            return 0;
        });
    }

    static int total(Account a, Account b) {
        return withBoth(a, b, () -> a.balance + b.balance);
    }

    private static int withBoth(Account a, Account b, IntSupplier work) {
        var first = a.id < b.id ? a : b;
        var second = first == a ? b : a;
        synchronized (first) {
            synchronized (second) {
                return work.getAsInt();
            }
        }
    }
}

//# mistake one lock at a time: interleavings: money on its way
class Account { final int id; int balance = 100; Account(int id) { this.id = id; } }

class Bank {
    static void transfer(Account from, Account to, int amount) {
        synchronized (from) {
            from.balance -= amount;
        }
        synchronized (to) {
            to.balance += amount;
        }
    }

    static int total(Account a, Account b) {
        synchronized (a) {
            synchronized (b) {
                return a.balance + b.balance;
            }
        }
    }
}

//# mistake transfer is ordered, total is not: interleavings: both end
class Account { final int id; int balance = 100; Account(int id) { this.id = id; } }

class Bank {
    static void transfer(Account from, Account to, int amount) {
        synchronized (from.id < to.id ? from : to) {
            synchronized (from.id < to.id ? to : from) {
                from.balance -= amount;
                to.balance += amount;
            }
        }
    }

    static int total(Account a, Account b) {
        synchronized (a) {
            synchronized (b) {
                return a.balance + b.balance;
            }
        }
    }
}

//# mistake the lock is taken in one direction and the other: interleavings: both end
class Account { final int id; int balance = 100; Account(int id) { this.id = id; } }

class Bank {
    static void transfer(Account from, Account to, int amount) {
        synchronized (to) {
            synchronized (from) {
                from.balance -= amount;
                to.balance += amount;
            }
        }
    }

    static int total(Account a, Account b) {
        synchronized (b) {
            synchronized (a) {
                return a.balance + b.balance;
            }
        }
    }
}

//# mistake no lock at all: interleavings: money was lost or made
class Account { final int id; int balance = 100; Account(int id) { this.id = id; } }

class Bank {
    static void transfer(Account from, Account to, int amount) {
        from.balance -= amount;
        to.balance += amount;
    }

    static int total(Account a, Account b) {
        return a.balance + b.balance;
    }
}

//# checks
class BankChecks {

    @Behaviour("one thread: the money arrives")
    static void arrives() {
        var a = new Account(1);
        var b = new Account(2);
        Bank.transfer(a, b, 30);
        Bank.transfer(b, a, 10);
        assertEquals(80, a.balance, "the balance of the first account: 100 - 30 + 10");
        assertEquals(120, b.balance, "the balance of the second account: 100 + 30 - 10");
        assertEquals(200, Bank.total(a, b), "total()");
        assertEquals(200, Bank.total(b, a), "total(), the other way round");
    }

    @Description("two transfers in opposite directions: both end, and no money is lost")
    @Outcome(id = "80, 120", expect = ACCEPTABLE, desc = "both have arrived")
    @Outcome(expect = FORBIDDEN, desc = "money was lost or made")
    @CheckedBy(INTERLEAVINGS)
    public static class Opposite {
        private final Account a = new Account(1);
        private final Account b = new Account(2);

        @Actor
        public void there() {
            Bank.transfer(a, b, 30);
        }

        @Actor
        public void back() {
            Bank.transfer(b, a, 10);
        }

        @Arbiter
        public void balances(II_Result result) {
            result.r1 = a.balance;
            result.r2 = b.balance;
        }
    }

    @Description("a transfer while another thread adds up, the other way round: both end, no money is on its way")
    @Outcome(id = "200", expect = ACCEPTABLE, desc = "all the money")
    @Outcome(expect = FORBIDDEN, desc = "the total lacks money on its way")
    @CheckedBy(INTERLEAVINGS)
    public static class TransferAndTotal {
        private final Account a = new Account(1);
        private final Account b = new Account(2);

        @Actor
        public void transfer() {
            Bank.transfer(a, b, 30);
        }

        @Actor
        public void total(I_Result result) {
            result.r1 = Bank.total(b, a);
        }
    }
}

//# after
// Two customers pay each other in the same second, and two threads of the server wait until it is restarted. Then two
// more. With forty threads the service answers more and more slowly for a week, and stops one night without an error
// in any log.
