package ai.bimpe.spring.boot.autoconfigure.health.actuate;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.health.actuate.endpoint.AdditionalHealthEndpointPath;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroup;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroupsPostProcessor;
import org.springframework.boot.health.actuate.endpoint.HttpCodeStatusMapper;
import org.springframework.boot.health.actuate.endpoint.StatusAggregator;

/**
 * Puts the readiness of streams into the readiness group and nowhere else, and keeps
 * everything of ours out of the liveness group, whatever it includes: a restart brings
 * neither a store nor the API back.
 */
final class BimpeAIHealthGroups implements HealthEndpointGroupsPostProcessor {

	private static final String HEALTH = "bimpeai";

	private static final String READINESS = "bimpeaiReadiness";

	private static final Set<String> OURS = Set.of(HEALTH, READINESS);

	@Override
	public HealthEndpointGroups postProcessHealthEndpointGroups(HealthEndpointGroups groups) {
		Map<String, HealthEndpointGroup> changed = new HashMap<>();
		groups.getNames().forEach((name) -> {
			HealthEndpointGroup group = groups.get(name);
			if (group != null) {
				changed.put(name, change(name, group));
			}
		});
		HealthEndpointGroup primary = groups.getPrimary();
		return HealthEndpointGroups
			.of(new Group(primary, (member) -> !member.equals(READINESS) && primary.isMember(member)), changed);
	}

	private static HealthEndpointGroup change(String name, HealthEndpointGroup group) {
		return switch (name) {
			case "liveness" -> new Group(group, (member) -> !OURS.contains(member) && group.isMember(member));
			case "readiness" -> new Group(group, (member) -> member.equals(READINESS) || group.isMember(member));
			default -> group;
		};
	}

	/**
	 * A group with other members.
	 *
	 * @param delegate the group
	 * @param members whether something is a member, by its name
	 */
	private record Group(HealthEndpointGroup delegate, Predicate<String> members) implements HealthEndpointGroup {

		@Override
		public boolean isMember(String name) {
			return this.members.test(name);
		}

		@Override
		public boolean showComponents(SecurityContext securityContext) {
			return this.delegate.showComponents(securityContext);
		}

		@Override
		public boolean showDetails(SecurityContext securityContext) {
			return this.delegate.showDetails(securityContext);
		}

		@Override
		public StatusAggregator getStatusAggregator() {
			return this.delegate.getStatusAggregator();
		}

		@Override
		public HttpCodeStatusMapper getHttpCodeStatusMapper() {
			return this.delegate.getHttpCodeStatusMapper();
		}

		@Override
		public @Nullable AdditionalHealthEndpointPath getAdditionalPath() {
			return this.delegate.getAdditionalPath();
		}

	}

}
