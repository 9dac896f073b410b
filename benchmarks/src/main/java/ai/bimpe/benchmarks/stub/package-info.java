/**
 * The server that all contestants are measured against.
 */
@NullMarked
package ai.bimpe.benchmarks.stub;

import org.jspecify.annotations.NullMarked;
