/**
 * The BimpeAI simulator.
 */
@NullMarked
package ai.bimpe.simulator;

import org.jspecify.annotations.NullMarked;
