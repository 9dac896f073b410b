/**
 * A lively agent in the embedded simulator.
 */
@NullMarked
package ai.bimpe.samples.inbox.demo;

import org.jspecify.annotations.NullMarked;
