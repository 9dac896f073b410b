/**
 * Spring Kafka's listener container, which managed streams are measured beside.
 */
@NullMarked
package ai.bimpe.benchmarks.kafka;

import org.jspecify.annotations.NullMarked;
