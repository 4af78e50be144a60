package interleave.stress;

import interleave.trial.litmus.Broken;
import interleave.trial.litmus.Core;
import interleave.trial.litmus.Tool;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * One thread builds an object and puts it where another finds it. Is the object whole when it is found?
 *
 * <p>The ladder changes one thing at a time: how the reference is handed over, or what the fields are.
 */
public final class Publication {

    private Publication() {}

    /**
     * The constructor hands out {@code this} before it has written the fields. No processor is needed to reorder anything: the
     * program itself publishes first and builds afterwards.
     */
    @JCStressTest
    @Description("A constructor publishes the object before it writes its fields.")
    @Outcome(id = "-1, -1", expect = Expect.ACCEPTABLE, desc = "There was no point yet.")
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "The point is whole.")
    @Outcome(
            id = {"0, 0", "0, 1", "1, 0"},
            expect = Expect.FORBIDDEN,
            desc = "The point was found half built: a field still had its default value.")
    @State
    @Broken({Tool.OUTCOMES, Tool.INTERLEAVINGS})
    public static class EscapingThis {
        private EagerPoint point;

        /** Builds a point, which hands itself out. */
        @Actor
        public void writer() {
            new EagerPoint(this, 1, 1);
        }

        /** Looks at the point, if there is one. */
        @Actor
        public void reader(II_Result result) {
            var found = point;
            result.r1 = found == null ? -1 : found.x;
            result.r2 = found == null ? -1 : found.y;
        }
    }

    /**
     * Nothing orders the writes of the fields before the write of the reference. An x86 processor keeps writes in order, so
     * only the compiler can swap them there, and here it has no reason to; an ARM processor does it by itself.
     */
    @JCStressTest
    @Description("A plain reference publishes an object with ordinary fields.")
    @Outcome(id = "-1, -1", expect = Expect.ACCEPTABLE, desc = "There was no point yet.")
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "The point is whole.")
    @Outcome(
            id = {"0, 0", "0, 1", "1, 0"},
            expect = Expect.FORBIDDEN,
            desc = "The point was found half built: a field still had its default value.")
    @State
    @Broken({})
    public static class Plain {
        private Point point;

        /** Builds a point and hands it out. */
        @Actor
        public void writer() {
            point = new Point(1, 1);
        }

        /** Looks at the point, if there is one. */
        @Actor
        public void reader(II_Result result) {
            var found = point;
            result.r1 = found == null ? -1 : found.x;
            result.r2 = found == null ? -1 : found.y;
        }
    }

    /**
     * The object was made before, and is only filled and handed out. Now the compiler may write the reference before the
     * fields, since nothing in this thread could tell, and it does.
     */
    @JCStressTest
    @Description("A plain reference publishes an object that was made before and has just been filled.")
    @Outcome(id = "-1, -1", expect = Expect.ACCEPTABLE, desc = "There was no point yet.")
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "The point is whole.")
    @Outcome(
            id = {"0, 0", "0, 1", "1, 0"},
            expect = Expect.FORBIDDEN,
            desc = "The point was found half built: a field still had its default value.")
    @State
    @Broken(Tool.OUTCOMES)
    public static class Refilled {
        private final Point spare = new Point(0, 0);
        private Point point;

        /** Fills a point and hands it out. */
        @Actor
        public void writer() {
            var filled = spare;
            filled.x = 1;
            filled.y = 1;
            point = filled;
        }

        /** Looks at the point, if there is one. */
        @Actor
        public void reader(II_Result result) {
            var found = point;
            result.r1 = found == null ? -1 : found.x;
            result.r2 = found == null ? -1 : found.y;
        }
    }

    /**
     * The fields are final: their values are frozen when the constructor ends, and whoever finds the object sees them, if it
     * was handed over after that, in whatever way.
     */
    @Core
    @JCStressTest
    @Description("A plain reference publishes an object with final fields.")
    @Outcome(id = "-1, -1", expect = Expect.ACCEPTABLE, desc = "There was no point yet.")
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "The point is whole.")
    @Outcome(
            id = {"0, 0", "0, 1", "1, 0"},
            expect = Expect.FORBIDDEN,
            desc = "The point was found half built: a field still had its default value.")
    @State
    public static class FinalField {
        private FinalPoint point;

        /** Builds a point and hands it out. */
        @Actor
        public void writer() {
            point = new FinalPoint(1, 1);
        }

        /** Looks at the point, if there is one. */
        @Actor
        public void reader(II_Result result) {
            var found = point;
            result.r1 = found == null ? -1 : found.x;
            result.r2 = found == null ? -1 : found.y;
        }
    }

    /**
     * The reference is volatile: who reads it sees all that was written before it was.
     */
    @Core
    @JCStressTest
    @Description("A volatile reference publishes an object with ordinary fields.")
    @Outcome(id = "-1, -1", expect = Expect.ACCEPTABLE, desc = "There was no point yet.")
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "The point is whole.")
    @Outcome(
            id = {"0, 0", "0, 1", "1, 0"},
            expect = Expect.FORBIDDEN,
            desc = "The point was found half built: a field still had its default value.")
    @State
    public static class Volatile {
        private volatile Point point;

        /** Builds a point and hands it out. */
        @Actor
        public void writer() {
            point = new Point(1, 1);
        }

        /** Looks at the point, if there is one. */
        @Actor
        public void reader(II_Result result) {
            var found = point;
            result.r1 = found == null ? -1 : found.x;
            result.r2 = found == null ? -1 : found.y;
        }
    }

    /** A point whose constructor writes ordinary fields. */
    private static final class Point {
        private int x;
        private int y;

        Point(int x, int y) {
            this.x = x;
            this.y = y;
        }
    }

    /** A point whose fields are final: whoever finds it after its constructor has ended sees them written. */
    private static final class FinalPoint {
        private final int x;
        private final int y;

        FinalPoint(int x, int y) {
            this.x = x;
            this.y = y;
        }
    }

    /** A point that hands itself out before it is built. */
    private static final class EagerPoint {
        private int x;
        private int y;

        EagerPoint(EscapingThis registry, int x, int y) {
            registry.point = this;
            this.x = x;
            this.y = y;
        }
    }
}
