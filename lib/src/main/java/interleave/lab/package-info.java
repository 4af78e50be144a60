/**
 * What a cell calls: the notebook's face. It draws what the floors below it return as tables, charts and listings.
 *
 * <p>Floor 5. It knows no kernel: {@link interleave.lab.Shown} is all that a kernel needs to know of it.
 */
package interleave.lab;
