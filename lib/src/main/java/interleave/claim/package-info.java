/**
 * What the articles claim and what the chapters ask, as values: the statement, where it stands, the experiment that
 * tests it on this machine; the question, its options, and what tells from a result which of them came true.
 *
 * <p>Floor 4. Nothing here draws: {@code interleave.lab} shows it.
 */
package interleave.claim;
