package ai.bimpe.samples.inbox.agent;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.agents.Agent;
import ai.bimpe.client.core.ListQuery;
import ai.bimpe.client.errors.UserException;
import ai.bimpe.samples.inbox.config.InboxProperties;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/**
 * The agent whose conversations are shown. Asked for when it is needed first, so that the
 * application also starts while the API cannot be reached.
 */
@Component
public class CurrentAgent {

	private final BimpeAI bimpeai;

	private final InboxProperties properties;

	private volatile @Nullable Known known;

	CurrentAgent(BimpeAI bimpeai, InboxProperties properties) {
		this.bimpeai = bimpeai;
		this.properties = properties;
	}

	/**
	 * Return the id of the agent.
	 * @return the id
	 */
	public String id() {
		return known().id();
	}

	/**
	 * Return the name of the agent.
	 * @return the name
	 */
	public String name() {
		return known().name();
	}

	private Known known() {
		Known known = this.known;
		if (known == null) {
			known = find(this.properties.agentId());
			this.known = known;
		}
		return known;
	}

	private Known find(@Nullable String configured) {
		if (configured != null && StringUtils.hasText(configured)) {
			return new Known(configured, this.bimpeai.agents().retrieve(configured).name());
		}
		Agent first = this.bimpeai.agents()
			.list(ListQuery.create().limit(1))
			.data()
			.stream()
			.findFirst()
			.orElseThrow(() -> new UserException("The team has no agent yet: make one, then load this page again"));
		return new Known(first.id(), first.name());
	}

	private record Known(String id, String name) {

	}

}
