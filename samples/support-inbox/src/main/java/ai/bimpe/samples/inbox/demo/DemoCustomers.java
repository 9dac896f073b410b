package ai.bimpe.samples.inbox.demo;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;

import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;

import org.springframework.scheduling.annotation.Scheduled;

/**
 * Customers that write now and then, one after the other.
 */
class DemoCustomers {

	private static final List<String> QUESTIONS = List.of("Until when is the store open on Saturday?",
			"How long are gift cards valid?", "Can I return goods that were on sale?",
			"I would like to order today. When will it arrive?", "Is there a label for a return in the parcel?",
			"Do gift cards work online?", "Could somebody of your staff ring me back, please?",
			"Does an order that I make in the evening leave the same day?");

	private final Deque<String> newcomers = new ArrayDeque<>(
			List.of("Grace Okafor", "Henrik Dahl", "Camila Souza", "Elif Yılmaz", "Oliver Brandt", "Mei Lin"));

	private final List<SimulatedConversation> known = new ArrayList<>();

	private final Random chance = new Random(DemoConfiguration.SEED);

	private final Simulator simulator;

	private final DemoData data;

	DemoCustomers(Simulator simulator, DemoData data) {
		this.simulator = simulator;
		this.data = data;
	}

	@Scheduled(initialDelayString = "${inbox.demo.interval}", fixedDelayString = "${inbox.demo.interval}")
	void write() {
		// Nobody reads them, and a demo may run for days.
		this.simulator.clearRequests();
		if (this.known.isEmpty()) {
			this.known.addAll(this.data.conversations());
		}
		if (!this.known.isEmpty()) {
			someone().receives(QUESTIONS.get(this.chance.nextInt(QUESTIONS.size())));
		}
	}

	private SimulatedConversation someone() {
		if (this.chance.nextInt(6) == 0 && !this.newcomers.isEmpty()) {
			this.known.add(this.simulator.agent(this.data.agentId()).newConversation(this.newcomers.remove()));
			return this.known.get(this.known.size() - 1);
		}
		return this.known.get(this.chance.nextInt(this.known.size()));
	}

}
