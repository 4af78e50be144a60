/**
 * The bridge to the notebook kernel: start-up imports, renderers, short errors, the launcher and the installer of the
 * kernelspec.
 *
 * <p>Floor 5, and the only package that knows JJava and Jupyter.
 */
package interleave.kernel;
