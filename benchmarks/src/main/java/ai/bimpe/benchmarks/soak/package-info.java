/**
 * Many streams for many minutes through a server and a network that misbehave at random.
 */
@NullMarked
package ai.bimpe.benchmarks.soak;

import org.jspecify.annotations.NullMarked;
