package ai.bimpe.spring.stream.internal.source;

import java.time.Duration;

import org.springframework.retry.backoff.BackOffPolicy;

/**
 * How long to wait after failures of requests.
 *
 * @param backOff after those that pass by themselves, and while the checkpoint store
 * cannot be reached
 * @param afterRefusal after answers that only a person can change, and after what the
 * client did not want to sit out by itself
 * @param resetThreshold how long a connection has to hold until the waits start anew
 */
record RequestWaits(BackOffPolicy backOff, Duration afterRefusal, Duration resetThreshold) {

}
