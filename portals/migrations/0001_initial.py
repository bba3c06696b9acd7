import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import portals.models.users
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='Theme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(unique=True, verbose_name='short address')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('name_vi', models.CharField(max_length=120, null=True, verbose_name='name')),
                ('name_en', models.CharField(max_length=120, null=True, verbose_name='name')),
                ('name_de', models.CharField(max_length=120, null=True, verbose_name='name')),
                ('description', models.CharField(blank=True, max_length=300, verbose_name='description')),
                ('description_vi', models.CharField(blank=True, max_length=300, null=True, verbose_name='description')),
                ('description_en', models.CharField(blank=True, max_length=300, null=True, verbose_name='description')),
                ('description_de', models.CharField(blank=True, max_length=300, null=True, verbose_name='description')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('is_active', models.BooleanField(default=True, verbose_name='in use')),
            ],
            options={
                'verbose_name': 'theme',
                'verbose_name_plural': 'themes',
                'ordering': ('position', 'slug'),
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-mail address')),
                ('name', models.CharField(blank=True, max_length=150, verbose_name='name')),
                ('position', models.CharField(blank=True, max_length=150, verbose_name='job title')),
                ('phone', models.CharField(blank=True, max_length=40, verbose_name='phone')),
                ('picture', models.ImageField(blank=True, upload_to='pictures/', verbose_name='picture')),
                ('language', models.CharField(choices=[('vi', 'Vietnamese'), ('en', 'English'), ('de', 'German')], default='vi', max_length=5, verbose_name='language')),
                ('time_zone', models.CharField(default='Asia/Ho_Chi_Minh', max_length=60, validators=[portals.models.users.known_zone], verbose_name='time zone')),
                ('shows_contact', models.BooleanField(default=False, verbose_name='show my contact details to members')),
                ('shows_presence', models.BooleanField(default=True, verbose_name='show others when I read or type')),
                ('is_staff', models.BooleanField(default=False, verbose_name='may open the registry')),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
                ('joined_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='joined')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='account closed')),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name': 'person',
                'verbose_name_plural': 'persons',
                'ordering': ('name', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='Portal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True, db_index=True, verbose_name='created')),
                ('changed_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('slug', models.SlugField(unique=True, verbose_name='short address')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('name_vi', models.CharField(max_length=200, null=True, verbose_name='name')),
                ('name_en', models.CharField(max_length=200, null=True, verbose_name='name')),
                ('name_de', models.CharField(max_length=200, null=True, verbose_name='name')),
                ('short_name', models.CharField(blank=True, max_length=40, verbose_name='short name')),
                ('kind', models.CharField(choices=[('government', 'Government'), ('ministry', 'Ministry'), ('ministerial_agency', 'Ministerial agency'), ('government_agency', 'Government agency'), ('province', 'Province'), ('branch', 'Branch'), ('other', 'Other')], default='other', max_length=20, verbose_name='kind')),
                ('website', models.URLField(blank=True, verbose_name='web address')),
                ('logo', models.ImageField(blank=True, upload_to='logos/', validators=[django.core.validators.FileExtensionValidator(['png', 'jpg', 'jpeg', 'webp'])], verbose_name='logo')),
                ('about', models.TextField(blank=True, verbose_name='description')),
                ('about_vi', models.TextField(blank=True, null=True, verbose_name='description')),
                ('about_en', models.TextField(blank=True, null=True, verbose_name='description')),
                ('about_de', models.TextField(blank=True, null=True, verbose_name='description')),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='portals.portal', verbose_name='belongs to')),
            ],
            options={
                'verbose_name': 'portal',
                'verbose_name_plural': 'portals',
                'ordering': ('name',),
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['government', 'ministry', 'ministerial_agency', 'government_agency', 'province', 'branch', 'other'])), name='portal_kind_known'), models.CheckConstraint(condition=models.Q(('parent', models.F('id')), _negated=True), name='portal_not_own_parent')],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True, db_index=True, verbose_name='created')),
                ('changed_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('role', models.CharField(choices=[('delegate', 'Delegate'), ('lead', 'Portal lead'), ('editor', 'Library editor'), ('organiser', 'Organiser'), ('observer', 'Observer')], default='delegate', max_length=12, verbose_name='role')),
                ('state', models.CharField(choices=[('proposed', 'Waiting for approval'), ('active', 'Active'), ('declined', 'Declined'), ('withdrawn', 'Taken back'), ('ended', 'Ended')], default='proposed', max_length=12, verbose_name='state')),
                ('from_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='from')),
                ('until_on', models.DateField(blank=True, null=True, verbose_name='until')),
                ('is_sso', models.BooleanField(default=False, verbose_name="confirmed by the portal's sign-in")),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                ('portal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='portals.portal', verbose_name='portal')),
            ],
            options={
                'verbose_name': 'membership',
                'verbose_name_plural': 'memberships',
                'ordering': ('portal', 'user'),
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['active', 'declined', 'ended', 'proposed', 'withdrawn'])), name='membership_state_known'), models.CheckConstraint(condition=models.Q(('role__in', ['delegate', 'lead', 'editor', 'organiser', 'observer'])), name='membership_role_known'), models.CheckConstraint(condition=models.Q(('until_on', None), ('until_on__gte', models.F('from_on')), _connector='OR'), name='membership_ends_after_start'), models.UniqueConstraint(condition=models.Q(('state__in', ('proposed', 'active'))), fields=('user', 'portal'), name='membership_one_live')],
            },
        ),
        migrations.AddField(
            model_name='user',
            name='acting_for',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='portals.portal'),
        ),
        migrations.CreateModel(
            name='PortalDomain',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('domain', models.CharField(max_length=190, unique=True, validators=[django.core.validators.RegexValidator('^(?!-)[a-z0-9-]{1,63}(\\.[a-z0-9-]{1,63})+$', 'Write a domain name such as mof.gov.vn.')], verbose_name='e-mail domain')),
                ('portal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='domains', to='portals.portal')),
            ],
            options={
                'verbose_name': 'e-mail domain',
                'verbose_name_plural': 'e-mail domains',
                'ordering': ('domain',),
            },
        ),
    ]
