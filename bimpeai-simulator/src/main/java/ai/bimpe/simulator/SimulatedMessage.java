package ai.bimpe.simulator;

import java.time.Instant;

/**
 * A message in a simulated conversation.
 *
 * @param id the id
 * @param role who wrote it: {@code user} or {@code assistant}
 * @param text the text
 * @param createdAt when it was written, by the clock of the simulator
 * @since 0.1.0
 */
public record SimulatedMessage(String id, String role, String text, Instant createdAt) {

	/**
	 * Return what it is, without its text.
	 */
	@Override
	public String toString() {
		return "SimulatedMessage[id=" + this.id + ", role=" + this.role + ", createdAt=" + this.createdAt + "]";
	}

}
