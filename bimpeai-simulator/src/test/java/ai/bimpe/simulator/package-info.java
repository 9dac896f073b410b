/**
 * Tests of the simulator.
 */
@NullMarked
package ai.bimpe.simulator;

import org.jspecify.annotations.NullMarked;
