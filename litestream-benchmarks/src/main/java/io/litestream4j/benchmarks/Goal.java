package io.litestream4j.benchmarks;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/**
 * A figure with the goal beside it.
 *
 * @param name what it is
 * @param value the figure
 * @param relation on which side of the bound the goal lies
 * @param bound the bound
 */
record Goal(String name, double value, Relation relation, double bound) {

    /** On which side of the bound the goal lies. */
    enum Relation {
        AT_LEAST("≥"),
        AT_MOST("≤");

        private final String sign;

        Relation(String sign) {
            this.sign = sign;
        }
    }

    static Goal atLeast(String name, double value, double bound) {
        return new Goal(name, value, Relation.AT_LEAST, bound);
    }

    static Goal atMost(String name, double value, double bound) {
        return new Goal(name, value, Relation.AT_MOST, bound);
    }

    /** Returns whether the goal is reached; it is not when there is no figure. */
    boolean reached() {
        return relation == Relation.AT_LEAST ? value >= bound : value <= bound;
    }

    @Override
    public String toString() {
        String verdict = reached() ? "pass" : Double.isNaN(value) ? "n/a " : "FAIL";
        String limit = new DecimalFormat("0.###", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(bound);
        return String.format(Locale.ROOT, "%s  %-62s %10.3f  (%s %s)", verdict, name, value, relation.sign, limit);
    }
}
