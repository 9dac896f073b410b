package ai.bimpe.benchmarks.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;

import ai.bimpe.simulator.SimulatedAgent;
import ai.bimpe.simulator.Simulator;

/**
 * A simulator with agents of many conversations, in a process of its own. Each
 * conversation has a message of an hour ago.
 */
public final class LargeAgentServer {

	private LargeAgentServer() {
	}

	/**
	 * Listen until the process is ended.
	 * @param arguments how many conversations each agent has
	 * @throws InterruptedException when interrupted
	 */
	public static void main(String[] arguments) throws InterruptedException {
		Past clock = new Past();
		Simulator simulator = Simulator.builder()
			.host("0.0.0.0")
			.answering(false)
			.withoutRateLimits()
			.clock(clock)
			.start();
		for (String argument : arguments) {
			int conversations = Integer.parseInt(argument);
			SimulatedAgent agent = simulator.newAgent(agent(conversations));
			for (int i = 0; i < conversations; i++) {
				agent.newConversationWithId(conversation(conversations, i), "Tomi").receives("before");
			}
		}
		clock.offset = Duration.ZERO;
		System.out.println(simulator.port());
		Thread.currentThread().join();
	}

	/**
	 * Return the name of an agent.
	 * @param conversations how many conversations it has
	 * @return the name
	 */
	static String agent(int conversations) {
		return "agent-" + conversations;
	}

	/**
	 * Return the id of a conversation, as long as those of the API.
	 * @param conversations how many conversations its agent has
	 * @param number the number of the conversation, from 0
	 * @return the id
	 */
	static String conversation(int conversations, int number) {
		return String.format(Locale.ROOT, "cmqb5c9p2%08d%08d", conversations, number);
	}

	/** Says that it is an hour earlier, at first. */
	private static final class Past extends Clock {

		private volatile Duration offset = Duration.ofHours(1);

		@Override
		public Instant instant() {
			return Instant.now().minus(this.offset);
		}

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

	}

}
