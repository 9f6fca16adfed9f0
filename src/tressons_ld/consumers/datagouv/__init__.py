"""data.gouv.fr (udata): its feed, the rehearsal of its harvest, its quality criteria."""
